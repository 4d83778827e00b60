/**
 * The conversation with the server: push before pull, always.
 *
 *     push ─▶ pull to the end ─▶ what waited, once more ─▶ reference
 *       ▲ strange epoch: acknowledged work is put back, cursors forgotten, and from the beginning
 */

import type { Ledger } from '../store/local_store.ts';
import type { Leaves } from './digest.ts';
import { type PullRun, pull } from './pull.ts';
import { push } from './push.ts';
import { meetEpoch } from './receipts.ts';
import type { Stop, Wire } from './wire.ts';

/** Two strange epochs in one run are two restores; more is a server that does not know itself. */
const EPOCHS = 3;

export interface Options {
  readonly app: string;
  readonly leaves: Leaves;
  readonly received?: (count: number) => void;
}

/** Once through. undefined: everything is sent and everything is here. */
export async function sync(ledger: Ledger, wire: Wire, options: Options): Promise<Stop | undefined> {
  const run: PullRun = { ledger, wire, received: () => undefined, ...options };
  let stop: Stop | undefined;
  for (let turn = 0; turn < EPOCHS; turn += 1) {
    stop = await round(run);
    if (stop?.is !== 'epoch') return stop;
    await meetEpoch(ledger, stop.epoch, stop.begun);
  }
  return stop;
}

async function round(run: PullRun): Promise<Stop | undefined> {
  const sent = await push(run, false);
  if (sent.stop) return sent.stop;
  const pulled = await pull(run);
  if (pulled.stop) return pulled.stop;
  const more = pulled.brought > 0 ? await push(run, true) : undefined;
  if (more?.stop) return more.stop;
  const last = more?.applied ? await pull(run) : pulled;
  return last.stop ?? (await takeReference(run, last.reference));
}

async function takeReference({ ledger, wire }: PullRun, hash: string | undefined): Promise<Stop | undefined> {
  if (hash === undefined || hash === ledger.reference?.hash) return undefined;
  const answer = await wire.reference();
  if (answer.is === 'weather') return answer;
  if (answer.is === 'answer') await ledger.turn(() => ledger.commit({ reference: answer.body }));
  return undefined;
}
