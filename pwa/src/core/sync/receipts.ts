/** What the server's answers do to her changes. Each takes her change out of the outbox in the transaction that keeps the answer. */

import { timestamp } from '../device/environment.ts';
import type { LocalStore } from '../store/local_store.ts';
import type { OutboxEntry, Receipt } from '../store/outbox_entry.ts';
import type { StorePlan } from '../store/store_plan.ts';
import type { ChangeResult, Cursor, Problem, PushResponse } from '../types.ts';

/** One batch's answers, in its order. Gives the feeds in which something was applied. */
export async function keepAnswers(
  store: LocalStore,
  entries: readonly OutboxEntry[],
  answer: PushResponse,
): Promise<Set<string>> {
  const judged = entries.map((entry, i) =>
    judgeResult(store, asItStands(store, entry), answer.results[i], answer.epoch),
  );
  const moved = judged.flatMap((one) => (one.after && one.after.status !== 'waiting' ? [one.after] : []));
  const plan: StorePlan = {
    entries: moved,
    notedEntries: judged.flatMap((one) => (one.after?.status === 'waiting' ? [one.after] : [])),
    goneEntries: judged.flatMap((one) => (one.erased ? [one.entry] : [])),
  };
  const boxes = await store.envelopesOf(moved);
  await store.turn(() => store.commit(plan, boxes));
  return new Set(moved.flatMap(({ status, change }) => (status === 'sent' ? [change.feed] : [])));
}

/** She may have handed it over, or let it be, while it was on its way. */
const asItStands = ({ outbox }: LocalStore, entry: OutboxEntry): OutboxEntry => outbox.get(entry.change.id) ?? entry;

interface JudgedEntry {
  readonly entry: OutboxEntry;
  readonly after?: OutboxEntry;
  readonly erased?: boolean;
}

function judgeResult(
  store: LocalStore,
  entry: OutboxEntry,
  result: ChangeResult | undefined,
  epoch: string,
): JudgedEntry {
  const at = timestamp(store.environment);
  if (!result || result.id !== entry.change.id) return { entry };
  if (result.answer === 'erased') return { entry, erased: true };
  // What she let be stays so, unless the server has it.
  if (entry.status === 'left' && !result.n) return { entry };
  if (result.answer === 'waiting') return { entry, after: { ...entry, problem: result.problem ?? UNKNOWN, at } };
  if (result.answer === 'refused') return { entry, after: refused(entry, result.problem ?? UNKNOWN, at) };
  const receipt = receiptOf(result, epoch, at, store.meta.rounds);
  return receipt ? { entry, after: sent(entry, receipt) } : { entry };
}

/** An answer without its number is no receipt: the change stays in the outbox. */
function receiptOf(
  { home, n, started, lost }: ChangeResult,
  epoch: string,
  at: string,
  round: number,
): Receipt | undefined {
  if (typeof home !== 'string' || typeof n !== 'number') return undefined;
  return { epoch, home, n, started: started ?? 0, lost: lost ?? [], at, round };
}

const sent = ({ change, order, row, about }: OutboxEntry, receipt: Receipt): OutboxEntry => ({
  change,
  order,
  row,
  ...(about === undefined ? {} : { about }),
  status: 'sent',
  receipt,
});

const refused = ({ change, order, row, about }: OutboxEntry, problem: Problem, at: string): OutboxEntry => ({
  change,
  order,
  row,
  ...(about === undefined ? {} : { about }),
  status: 'refused',
  problem,
  at,
});

const UNKNOWN: Problem = { type: 'about:blank', title: '', status: 0, detail: '' };

/** A change that the server cannot take even alone: in view, for a person to mend. */
export async function keepRefusal(store: LocalStore, entry: OutboxEntry, problem: Problem): Promise<void> {
  if (asItStands(store, entry).status === 'left') return;
  await store.turn(() => store.commit({ entries: [refused(entry, problem, timestamp(store.environment))] }));
}

/** A change on which the server stumbles: it waits, and others go past it. */
export async function setAside(store: LocalStore, entries: readonly OutboxEntry[], problem: Problem): Promise<void> {
  const waiting = entries.map((entry) => asItStands(store, entry)).filter(({ status }) => status === 'waiting');
  const notedEntries = waiting.map((entry) => ({ ...entry, problem, at: timestamp(store.environment) }));
  if (notedEntries.length > 0) await store.turn(() => store.commit({ notedEntries }));
}

/**
 * A strange epoch: the server was restored and may have forgotten. What it acknowledged waits again, before what waits
 * already; cursors are forgotten; what was told stays readable until it is told anew.
 */
export async function meetNewEpoch(store: LocalStore, epoch: string, since: Cursor): Promise<void> {
  await store.turn(async () => {
    const load = store.meta.load + 1;
    const entries = putBack(store.withStatus('sent'), store.withStatus('waiting'));
    const begun = store.meta.returning ? lowest(store.meta.begun, since) : since;
    const meta = { epoch, begun, cursor: {}, started: 0, done: 0, load, floor: load, floors: {}, returning: true };
    const boxes = await store.envelopesOf(entries);
    await store.commit({ entries, meta }, boxes);
  });
}

/** Cut off in one return and met by the next: what either copy cannot know is handed in. A missing home is at 0. */
function lowest(one: Cursor, other: Cursor): Cursor {
  const both = Object.entries(one).filter(([home]) => home in other);
  return Object.fromEntries(both.map(([home, n]) => [home, Math.min(n, other[home] ?? 0)]));
}

function putBack(sent: readonly OutboxEntry[], waiting: readonly OutboxEntry[]): OutboxEntry[] {
  const first = waiting[0]?.order ?? (sent.at(-1)?.order ?? 0) + 1;
  return sent.map(({ receipt: _, ...entry }, i) => ({ ...entry, status: 'waiting', order: first - sent.length + i }));
}
