/** Key files and Argon2 as the core asks for them; both live in a worker, which alone may hold the files. */

import type { Bytes } from '../device/bytes.ts';
import { NotSaved } from '../device/environment.ts';
import { untilLoaded } from '../device/late_parts.ts';
import { scriptUrl } from '../device/script_url.ts';
import type { WrittenBody } from './key_file.ts';
import type { AskedWork, WorkerReply, WorkerRequest } from './key_worker.ts';
import workerUrl from './key_worker.ts?worker&url';

/** Argon2id: `memory` in KiB, `passes` over it, one lane. */
export interface Argon2Cost {
  readonly memory: number;
  readonly passes: number;
}

export interface KeyWorkerClient {
  /** Whether this browser can hold key files at all. */
  able(): Promise<boolean>;
  names(): Promise<string[]>;
  read(name: string): Promise<WrittenBody | undefined>;
  /** Resolves when it is flushed and the old bytes are zeroed; rejects where `over` is not what lies there. */
  write(name: string, body: Bytes, over: number): Promise<number>;
  /** Zeroes, then removes. */
  remove(name: string): Promise<void>;
  /** 32 bytes; undefined where the phone refuses the memory. */
  stretch(pin: string, salt: Bytes, cost: Argon2Cost): Promise<Bytes | undefined>;
}

/** For a slow phone: on most, a file is read or written in some milliseconds. Twice as long for each worker that follows. */
const PATIENCE = 4_000;
const TRIES = 3;
/** Held by the page, since a worker that hangs lets go of nothing. */
const LOCK = 'pulih-keys';

/** `start`: a worker is started when it is first needed; its code is no part of the first screen. */
export function keyWorkerClient(start: () => Worker = newWorker): KeyWorkerClient {
  let worker: Promise<Worker> | undefined;
  const running = (): Promise<Worker> => {
    worker ??= untilLoaded(() => runs(start()));
    return worker;
  };
  // Files that are cleared while they are open may leave Chromium's worker in their closing for good.
  const reply = async (asked: WorkerRequest, tried = 0): Promise<WorkerReply> => {
    const one = await running();
    const told = await replyOf(one, { ...asked, again: tried > 0 }, PATIENCE * 2 ** tried);
    if (told) return told;
    one.terminate();
    worker = undefined;
    return tried + 1 < TRIES ? reply(asked, tried + 1) : { failed: 'no answer' };
  };
  const ask = async <T>(asked: WorkerRequest): Promise<T> => {
    const { is, failed, full } = await navigator.locks.request(LOCK, () => reply(asked));
    if (failed !== undefined) throw full ? new NotSaved('full', failed) : new Error(failed);
    return is as T;
  };
  return {
    able: () => ask({ do: 'able' }),
    names: () => ask({ do: 'names' }),
    read: (name) => ask({ do: 'read', name }),
    write: (name, body, over) => ask({ do: 'write', name, body, over }),
    remove: (name) => ask({ do: 'remove', name }),
    stretch: (pin, salt, cost) => ask({ do: 'stretch', pin, salt, cost }),
  };
}

const newWorker = (): Worker => new Worker(scriptUrl(workerUrl), { type: 'module' });

/** Its first word, since its script may be long on a slow line. */
const runs = (worker: Worker): Promise<Worker> =>
  new Promise((here, broken) => {
    worker.onmessage = () => here(worker);
    worker.onerror = broken;
  });

/** undefined: it did not answer within these milliseconds. Argon2 takes as long as it takes. */
const replyOf = (worker: Worker, asked: AskedWork, patience: number): Promise<WorkerReply | undefined> =>
  new Promise((told) => {
    const ended = asked.do === 'stretch' ? undefined : setTimeout(told, patience);
    worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => {
      clearTimeout(ended);
      told(data);
    };
    worker.postMessage(asked);
  });
