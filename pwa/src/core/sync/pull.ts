/** Pulls page by page to the end, then sweeps, then compares digests. In a new epoch it first hands in what was lost. */

import { same } from '../store/canonical_json.ts';
import { type Held, isStale, sameDigest } from '../store/outbox_entry.ts';
import type { Found, Id, PullAnswer } from '../types.ts';
import { finish, resetHome, take } from './apply_pull.ts';
import { followsHash, type Leaves } from './digest.ts';
import { askOf, BATCH, type Run } from './push.ts';
import { type Stop, stopOf } from './wire.ts';

/** Records a page: some 60 KB packed, so that a bad line loses little and shows something soon. */
const PAGE = 200;

export interface PullRun extends Run {
  readonly leaves: Leaves;
  readonly received: (count: number) => void;
}

export interface Pulled {
  readonly stop?: Stop;
  /** Records told. */
  readonly brought: number;
  readonly reference?: string;
}

/** More is known to come. */
interface Again {
  /** Homes whose digest differed. */
  readonly amiss: readonly Id[];
}

/** Again where more is known to come: after handing in, and for a home that is loaded anew. */
export async function pull(run: PullRun): Promise<Pulled> {
  let brought = 0;
  let amiss: readonly Id[] = [];
  for (;;) {
    const page = await ask(run, amiss);
    if ('is' in page) return { stop: page, brought };
    const stop = await takePage(run, page);
    if (stop) return { stop, brought };
    brought += page.told.length;
    run.received(page.told.length);
    if (page.more) continue;
    const end = await atTheEnd(run, page);
    if (!end || 'is' in end) return { ...(end ? { stop: end } : {}), brought, reference: page.reference };
    amiss = end.amiss;
  }
}

async function ask(run: PullRun, amiss: readonly Id[]): Promise<PullAnswer | Stop> {
  const follows = await followsHash(run.ledger.meta.feeds);
  const told = amiss.length > 0 ? { amiss } : {};
  const answer = await run.wire.pull({ ...askOf(run), follows, limit: PAGE, ...told });
  return answer.is === 'answer' ? answer.body : stopOf(answer);
}

/** What was held otherwise is handed in before the page replaces it: cut off between, it is handed in once more. */
async function takePage(run: PullRun, page: PullAnswer): Promise<Stop | undefined> {
  if (run.ledger.meta.returning) {
    const stop = await handIn(run, toldOtherwise(run, page));
    if (stop) return stop;
  }
  await take(run.ledger, page);
  return undefined;
}

/** Beyond what the restored copy can know. */
function toldOtherwise({ ledger }: PullRun, { told }: PullAnswer): Held[] {
  return told.flatMap(({ record, body }) => {
    const held = ledger.held.get(record);
    if (!held || body === null || !isStale(held, ledger.meta) || same(held.body, body)) return [];
    return held.n > (ledger.meta.begun[held.home] ?? 0) ? [held] : [];
  });
}

async function atTheEnd(run: PullRun, page: PullAnswer): Promise<Again | Stop | undefined> {
  const { ledger } = run;
  const { returning } = ledger.meta;
  const missing = returning ? [...ledger.held.values()].filter((held) => isStale(held, ledger.meta)) : [];
  const stop = await handIn(run, missing);
  if (stop) return stop;
  await finish(ledger);
  // What was handed in is told again.
  if (returning) return { amiss: [] };
  const amiss = await loadAnew(run, page);
  return amiss.length > 0 ? { amiss } : undefined;
}

/** Cases before what lies in them. */
async function handIn(run: PullRun, held: readonly Held[]): Promise<Stop | undefined> {
  const parentsFirst = [...held].sort(
    (a, b) => Number(b.record === b.feed) - Number(a.record === a.feed) || a.told - b.told,
  );
  for (let at = 0; at < parentsFirst.length; at += BATCH) {
    const found = parentsFirst.slice(at, at + BATCH).map(foundOf);
    const answer = await run.wire.push({ ...askOf(run), cursor: {}, changes: [], found });
    if (answer.is !== 'answer') return stopOf(answer);
  }
  return undefined;
}

const foundOf = ({ kind, record, feed, body, by, at }: Held): Found => ({ kind, record, feed, body, by, at });

/** Once a day and home, so that a fault of the server costs one load and no loop. */
async function loadAnew({ ledger, leaves }: PullRun, { digest }: PullAnswer): Promise<Id[]> {
  const day = new Date(ledger.seams.clock()).toISOString().slice(0, 10);
  const amiss: Id[] = [];
  for (const [home, wanted] of Object.entries(digest ?? {})) {
    const held = await leaves.digestOf([...ledger.held.values()].filter((one) => one.home === home));
    if (sameDigest(held, wanted) || ledger.meta.resets[home] === day) continue;
    await resetHome(ledger, home, day);
    amiss.push(home);
  }
  return amiss;
}
