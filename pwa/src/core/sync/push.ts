/**
 * Sends what waits, parents first, 200 at a time. A batch the server cannot take is halved, down to one change: one bad
 * change never blocks a phone. What was asked to wait for its parent goes again only when that came.
 */

import type { Ledger } from '../store/local_store.ts';
import type { Work } from '../store/outbox_entry.ts';
import type { Ask, Problem } from '../types.ts';
import { refuse, setAside, settle } from './receipts.ts';
import { isOurs } from './request.ts';
import { type Stop, stopOf, type Wire } from './wire.ts';

export const BATCH = 200;
/** Halving 200 down to one and asking twice takes 18 failures in a row; a server that fails more often is down. */
const DOWN = 20;
const DAY = 86_400_000;

export interface Run {
  readonly ledger: Ledger;
  readonly wire: Wire;
  readonly app: string;
}

export const askOf = ({ ledger, app }: Run): Ask => ({
  protocol: 1,
  epoch: ledger.meta.epoch,
  cursor: ledger.meta.cursor,
  app,
  clock: new Date(ledger.seams.clock()).toISOString(),
});

/** What one push has met so far. */
interface Tally {
  failures: number;
  /** Answers in which something was applied. */
  wins: number;
  readonly applied: Set<string>;
  readonly stumbled: { readonly work: Work; readonly problem: Problem }[];
}

/** `all`: also what was asked to wait. Gives how it was stopped, and whether anything was applied. */
export async function push(run: Run, all: boolean): Promise<{ stop?: Stop; applied: boolean }> {
  const tally: Tally = { failures: 0, wins: 0, applied: new Set(), stumbled: [] };
  const stop = (await sendAll(run, due(run.ledger, all), tally)) ?? (await sendChildren(run, tally));
  if (tally.applied.size > 0) await passOver(run.ledger, tally);
  return { ...(stop ? { stop } : {}), applied: tally.applied.size > 0 };
}

/** What was asked to wait goes again with `all`, and after a day: the server may have learned. */
function due(ledger: Ledger, all: boolean): Work[] {
  const old = (at: string | undefined): boolean => !at || Math.abs(ledger.seams.clock() - Date.parse(at)) > DAY;
  return ledger.standing('waiting').filter(({ problem, at }) => all || !problem || old(at));
}

/** As long as something is applied, what waited in the same feeds may follow its parent. */
async function sendChildren(run: Run, tally: Tally): Promise<Stop | undefined> {
  const tried = new Set<string>();
  for (;;) {
    const ready = run.ledger
      .standing('waiting')
      .filter(({ problem, change }) => problem && tally.applied.has(change.feed));
    const fresh = ready.filter(({ change }) => !tried.has(`${change.id} ${tally.wins}`));
    if (fresh.length === 0) return undefined;
    for (const { change } of fresh) tried.add(`${change.id} ${tally.wins}`);
    const stop = await sendAll(run, fresh, tally);
    if (stop) return stop;
  }
}

async function sendAll(run: Run, works: readonly Work[], tally: Tally): Promise<Stop | undefined> {
  for (let at = 0; at < works.length; at += BATCH) {
    const stop = await send(run, works.slice(at, at + BATCH), tally);
    if (stop) return stop;
  }
  return undefined;
}

async function send(run: Run, works: readonly Work[], tally: Tally, again = false): Promise<Stop | undefined> {
  const answer = await run.wire.push({ ...askOf(run), changes: works.map((work) => work.change) });
  if (answer.is === 'answer') {
    tally.failures = 0;
    const feeds = await settle(run.ledger, works, answer.body);
    for (const feed of feeds) tally.applied.add(feed);
    if (feeds.size > 0) tally.wins += 1;
    return undefined;
  }
  if (answer.is === 'weather') return answer;
  const { problem } = answer;
  tally.failures += 1;
  if (tally.failures > DOWN || !isAboutTheBatch(problem)) return stopOf(answer);
  if (problem.status >= 500 && !again) return send(run, works, tally, true);
  const [only] = works;
  return works.length > 1 || !only ? sendHalves(run, works, tally) : alone(run, only, problem, tally);
}

/** A fault of ours or of what was sent, not of the caller, the moment or the epoch. */
const isAboutTheBatch = ({ status }: Problem): boolean =>
  status === 500 || (status >= 400 && status < 500 && ![401, 403, 409, 429].includes(status));

async function sendHalves(run: Run, works: readonly Work[], tally: Tally): Promise<Stop | undefined> {
  const half = Math.ceil(works.length / 2);
  return (await send(run, works.slice(0, half), tally)) ?? (await send(run, works.slice(half), tally));
}

/** Down to one. A no of ours is hers to mend; a stumble is the server's, and waits. */
async function alone({ ledger }: Run, work: Work, problem: Problem, tally: Tally): Promise<undefined> {
  if (problem.status < 500 && isOurs(problem)) await refuse(ledger, work, problem);
  else tally.stumbled.push({ work, problem });
}

/** Only where the server took others is it the change and not the day. */
async function passOver(ledger: Ledger, { stumbled }: Tally): Promise<void> {
  for (const { work, problem } of stumbled) await setAside(ledger, [work], problem);
}
