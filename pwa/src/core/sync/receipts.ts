/** What the server's answers do to her changes. Each takes her change out of the outbox in the transaction that keeps the answer. */

import { atOf } from '../device/environment.ts';
import type { Ledger, Plan } from '../store/local_store.ts';
import type { Receipt, Work } from '../store/outbox_entry.ts';
import type { Cursor, Problem, PushAnswer, Result } from '../types.ts';

/** One batch's answers, in its order. Gives the feeds in which something was applied. */
export async function settle(ledger: Ledger, works: readonly Work[], answer: PushAnswer): Promise<Set<string>> {
  const judged = works.map((work, i) => judge(ledger, work, answer.results[i], answer.epoch));
  const moved = judged.flatMap((one) => (one.after && one.after.stand !== 'waiting' ? [one.after] : []));
  const plan: Plan = {
    works: moved,
    noted: judged.flatMap((one) => (one.after?.stand === 'waiting' ? [one.after] : [])),
    gone: judged.flatMap((one) => (one.erased ? [one.work] : [])),
  };
  const boxes = await ledger.boxesOf(moved);
  await ledger.turn(() => ledger.commit(plan, boxes));
  return new Set(moved.flatMap(({ stand, change }) => (stand === 'sent' ? [change.feed] : [])));
}

interface Judged {
  readonly work: Work;
  readonly after?: Work;
  readonly erased?: boolean;
}

function judge(ledger: Ledger, work: Work, result: Result | undefined, epoch: string): Judged {
  const at = atOf(ledger.seams);
  if (!result || result.id !== work.change.id) return { work };
  if (result.answer === 'erased') return { work, erased: true };
  if (result.answer === 'waiting') return { work, after: { ...work, problem: result.problem ?? UNKNOWN, at } };
  if (result.answer === 'refused') return { work, after: refused(work, result.problem ?? UNKNOWN, at) };
  const receipt = receiptOf(result, epoch, at, ledger.meta.rounds);
  return receipt ? { work, after: sent(work, receipt) } : { work };
}

/** An answer without its number is no receipt: the change stays in the outbox. */
function receiptOf({ home, n, started, lost }: Result, epoch: string, at: string, round: number): Receipt | undefined {
  if (typeof home !== 'string' || typeof n !== 'number') return undefined;
  return { epoch, home, n, started: started ?? 0, lost: lost ?? [], at, round };
}

const sent = ({ change, order, row }: Work, receipt: Receipt): Work => ({ change, order, row, stand: 'sent', receipt });

const refused = ({ change, order, row }: Work, problem: Problem, at: string): Work => ({
  change,
  order,
  row,
  stand: 'refused',
  problem,
  at,
});

const UNKNOWN: Problem = { type: 'about:blank', title: '', status: 0, detail: '' };

/** A change that the server cannot take even alone: in view, for a person to mend. */
export async function refuse(ledger: Ledger, work: Work, problem: Problem): Promise<void> {
  await ledger.turn(() => ledger.commit({ works: [refused(work, problem, atOf(ledger.seams))] }));
}

/** A change on which the server stumbles: it waits, and others go past it. */
export async function setAside(ledger: Ledger, works: readonly Work[], problem: Problem): Promise<void> {
  const noted = works.map((work) => ({ ...work, problem, at: atOf(ledger.seams) }));
  if (noted.length > 0) await ledger.turn(() => ledger.commit({ noted }));
}

/**
 * A strange epoch: the server was restored and may have forgotten. What it acknowledged waits again, before what waits
 * already; cursors are forgotten; what was told stays readable until it is told anew.
 */
export async function meetEpoch(ledger: Ledger, epoch: string, since: Cursor): Promise<void> {
  await ledger.turn(async () => {
    const load = ledger.meta.load + 1;
    const works = putBack(ledger.standing('sent'), ledger.standing('waiting'));
    const begun = ledger.meta.returning ? lowest(ledger.meta.begun, since) : since;
    const meta = { epoch, begun, cursor: {}, started: 0, done: 0, load, floor: load, floors: {}, returning: true };
    const boxes = await ledger.boxesOf(works);
    await ledger.commit({ works, meta }, boxes);
  });
}

/** Cut off in one return and met by the next: what either copy cannot know is handed in. A missing home is at 0. */
function lowest(one: Cursor, other: Cursor): Cursor {
  const both = Object.entries(one).filter(([home]) => home in other);
  return Object.fromEntries(both.map(([home, n]) => [home, Math.min(n, other[home] ?? 0)]));
}

function putBack(sent: readonly Work[], waiting: readonly Work[]): Work[] {
  const first = waiting[0]?.order ?? (sent.at(-1)?.order ?? 0) + 1;
  return sent.map(({ change, row }, i) => ({ change, row, stand: 'waiting', order: first - sent.length + i }));
}
