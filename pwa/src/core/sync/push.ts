/**
 * Sends what waits, parents first, 200 at a time. A batch that the server cannot take, or that the line does not carry,
 * is halved, down to one change: one bad change never blocks a phone. What was asked to wait for its parent goes again
 * only when that came; what a server stumbled on goes again each time, alone and last.
 */

import type { LocalStore } from '../store/local_store.ts';
import type { OutboxEntry } from '../store/outbox_entry.ts';
import type { Problem, SyncRequest } from '../types.ts';
import type { SyncPace } from './line_pace.ts';
import { keepAnswers, keepRefusal, setAside } from './receipts.ts';
import { isOurs } from './request.ts';
import { type SyncStop, type SyncWire, stopReason } from './wire.ts';

/** Halving 200 down to one and asking twice takes 18 failures in a row; a server that fails more often is down. */
export const DOWN = 20;
const DAY = 86_400_000;

export interface PushRun {
  readonly store: LocalStore;
  readonly wire: SyncWire;
  readonly app: string;
  readonly pace: SyncPace;
}

export const envelopeOf = ({ store, app }: PushRun): SyncRequest => ({
  protocol: 1,
  epoch: store.meta.epoch,
  cursor: store.meta.cursor,
  app,
  clock: new Date(store.environment.clock()).toISOString(),
});

/** What one push has met so far. */
interface PushTally {
  failures: number;
  /** Answers in which something was applied. */
  wins: number;
  readonly applied: Set<string>;
  readonly stumbled: { readonly entry: OutboxEntry; readonly problem: Problem }[];
}

/** `all`: also what was asked to wait. Gives how it was stopped, and whether anything was applied. */
export async function push(run: PushRun, all: boolean): Promise<{ stop?: SyncStop; applied: boolean }> {
  const tally: PushTally = { failures: 0, wins: 0, applied: new Set(), stumbled: [] };
  const stop =
    (await sendAll(run, due(run.store, all), tally)) ??
    (await sendChildren(run, tally)) ??
    (await sendStumbled(run, tally));
  if (tally.applied.size > 0) await passOver(run.store, tally);
  return { ...(stop ? { stop } : {}), applied: tally.applied.size > 0 };
}

/** A server that broke said nothing about the change. */
const stumbled = ({ problem }: OutboxEntry): boolean => (problem?.status ?? 0) >= 500;

/** What was asked to wait goes again with `all`, and after a day: the server may have learned. */
function due(store: LocalStore, all: boolean): OutboxEntry[] {
  const old = (at: string | undefined): boolean => !at || Math.abs(store.environment.clock() - Date.parse(at)) > DAY;
  const waiting = store.withStatus('waiting').filter((entry) => !stumbled(entry) && !store.hold.holds(entry.change.id));
  return waiting.filter(({ problem, at }) => all || !problem || old(at));
}

/** Each by itself, so that the one on which the server breaks keeps nobody back, and a server's bad moment passes. */
async function sendStumbled(run: PushRun, tally: PushTally): Promise<SyncStop | undefined> {
  for (const entry of run.store.withStatus('waiting').filter(stumbled)) {
    const stop = await send(run, [entry], tally, true);
    if (stop) return stop;
  }
  return undefined;
}

/** As long as something is applied, what waited in the same feeds may follow its parent. */
async function sendChildren(run: PushRun, tally: PushTally): Promise<SyncStop | undefined> {
  const tried = new Set<string>();
  for (;;) {
    const ready = run.store
      .withStatus('waiting')
      .filter((entry) => entry.problem && !stumbled(entry) && tally.applied.has(entry.change.feed));
    const fresh = ready.filter(({ change }) => !tried.has(`${change.id} ${tally.wins}`));
    if (fresh.length === 0) return undefined;
    for (const { change } of fresh) tried.add(`${change.id} ${tally.wins}`);
    const stop = await sendAll(run, fresh, tally);
    if (stop) return stop;
  }
}

async function sendAll(run: PushRun, entries: readonly OutboxEntry[], tally: PushTally): Promise<SyncStop | undefined> {
  for (let at = 0, size = 0; at < entries.length; at += size) {
    size = run.pace.push.size;
    const stop = await send(run, entries.slice(at, at + size), tally);
    if (stop) return stop;
  }
  return undefined;
}

async function send(
  run: PushRun,
  due: readonly OutboxEntry[],
  tally: PushTally,
  again = false,
): Promise<SyncStop | undefined> {
  // What she let be since the run began is sent no more.
  const entries = due.filter(({ change }) => run.store.outbox.get(change.id)?.status === 'waiting');
  if (entries.length === 0) return undefined;
  const answer = await run.wire.push({ ...envelopeOf(run), changes: entries.map((entry) => entry.change) });
  if (answer.is === 'answer') {
    tally.failures = 0;
    run.pace.push.grow(0);
    const feeds = await keepAnswers(run.store, entries, answer.body);
    for (const feed of feeds) tally.applied.add(feed);
    if (feeds.size > 0) tally.wins += 1;
    return undefined;
  }
  if (answer.is === 'offline') {
    const smaller = answer.cut && run.pace.push.shrink(entries.length);
    return smaller ? sendHalves(run, entries, tally) : answer;
  }
  const { problem } = answer;
  tally.failures += 1;
  if (tally.failures > DOWN || !isAboutTheBatch(problem)) return stopReason(answer);
  if (problem.status >= 500 && !again) return send(run, entries, tally, true);
  const [only] = entries;
  return entries.length > 1 || !only ? sendHalves(run, entries, tally) : giveUpOn(run, only, problem, tally);
}

/** A fault of ours or of what was sent, not of the caller, the moment or the epoch. */
const isAboutTheBatch = ({ status }: Problem): boolean =>
  status === 500 || (status >= 400 && status < 500 && ![401, 403, 409, 429].includes(status));

async function sendHalves(
  run: PushRun,
  entries: readonly OutboxEntry[],
  tally: PushTally,
): Promise<SyncStop | undefined> {
  const half = Math.ceil(entries.length / 2);
  return (await send(run, entries.slice(0, half), tally)) ?? (await send(run, entries.slice(half), tally));
}

/** Down to one. A no of ours is hers to mend; a stumble is the server's, and waits. */
async function giveUpOn(
  { store }: PushRun,
  entry: OutboxEntry,
  problem: Problem,
  tally: PushTally,
): Promise<undefined> {
  if (problem.status < 500 && isOurs(problem)) await keepRefusal(store, entry, problem);
  else tally.stumbled.push({ entry, problem });
}

/** Only where the server took others is it the change and not the day. */
async function passOver(store: LocalStore, { stumbled }: PushTally): Promise<void> {
  for (const { entry, problem } of stumbled) await setAside(store, [entry], problem);
}
