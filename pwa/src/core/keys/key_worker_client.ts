/** Key files and Argon2 as the core asks for them; both live in a worker, which alone may hold the files. */

import type { Bytes } from '../device/bytes.ts';
import { NotSaved } from '../device/environment.ts';
import { scriptUrl } from '../device/script_url.ts';
import type { WrittenBody } from './key_file.ts';
import type { WorkerReply, WorkerRequest } from './key_worker.ts';
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

const failure = ({ failed, full }: WorkerReply): Error => (full ? new NotSaved('full', failed) : new Error(failed));

export function startKeyWorker(): KeyWorkerClient {
  const worker = new Worker(scriptUrl(workerUrl), { type: 'module' });
  const open = new Map<number, (reply: WorkerReply) => void>();
  let count = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerReply>) => {
    open.get(data.number)?.(data);
    open.delete(data.number);
  });
  const ask = <T>(asked: WorkerRequest): Promise<T> =>
    new Promise((resolve, reject) => {
      count += 1;
      open.set(count, (reply) => (reply.failed === undefined ? resolve(reply.is as T) : reject(failure(reply))));
      worker.postMessage({ number: count, asked });
    });
  return {
    able: () => ask({ do: 'able' }),
    names: () => ask({ do: 'names' }),
    read: (name) => ask({ do: 'read', name }),
    write: (name, body, over) => ask({ do: 'write', name, body, over }),
    remove: (name) => ask({ do: 'remove', name }),
    stretch: (pin, salt, cost) => ask({ do: 'stretch', pin, salt, cost }),
  };
}
