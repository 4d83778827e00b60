/**
 * The conversation with the server: push before pull, always.
 *
 *     push ─▶ pull to the end ─▶ what waited, once more ─▶ reference
 *       ▲ strange epoch: acknowledged work is put back, cursors forgotten, and from the beginning
 */

import type { LocalStore } from '../store/local_store.ts';
import type { DigestCache } from './digest.ts';
import type { SyncPace } from './line_pace.ts';
import { type PullRun, pull } from './pull.ts';
import { push } from './push.ts';
import { meetNewEpoch } from './receipts.ts';
import type { SyncStop, SyncWire } from './wire.ts';

/** Two strange epochs in one run are two restores; more is a server that does not know itself. */
const EPOCHS = 3;

export interface SyncOptions {
  readonly app: string;
  readonly digestCache: DigestCache;
  readonly pace: SyncPace;
  readonly received?: (count: number) => void;
  /** Somebody asks by hand: what the server put off is asked for too, since it may be decided. */
  readonly all?: boolean;
}

/** Once through. undefined: everything is sent and everything is here. */
export async function runSync(store: LocalStore, wire: SyncWire, options: SyncOptions): Promise<SyncStop | undefined> {
  const run: PullRun = { store, wire, received: () => undefined, ...options };
  const { all = false } = options;
  let stop: SyncStop | undefined;
  for (let turn = 0; turn < EPOCHS; turn += 1) {
    stop = await round(run, all);
    if (stop?.is !== 'epoch') return stop;
    await meetNewEpoch(store, stop.epoch, stop.begun);
  }
  return stop;
}

async function round(run: PullRun, all: boolean): Promise<SyncStop | undefined> {
  const sent = await push(run, all);
  if (sent.stop) return sent.stop;
  const pulled = await pull(run);
  if (pulled.stop) return pulled.stop;
  const more = pulled.brought > 0 ? await push(run, true) : undefined;
  if (more?.stop) return more.stop;
  const last = more?.applied ? await pull(run) : pulled;
  return last.stop ?? (await takeReference(run, last.reference));
}

async function takeReference({ store, wire }: PullRun, hash: string | undefined): Promise<SyncStop | undefined> {
  if (hash === undefined || hash === store.reference?.hash) return undefined;
  const answer = await wire.reference();
  if (answer.is === 'offline') return answer;
  if (answer.is === 'answer') await store.turn(() => store.commit({ reference: answer.body }));
  return undefined;
}
