/** Pulls page by page to the end, then sweeps, then compares digests. In a new epoch it first hands in what was lost. */

import { same } from '../store/canonical_json.ts';
import type { LocalStore } from '../store/local_store.ts';
import { isStale, type StoredRecord, sameDigest } from '../store/outbox_entry.ts';
import { unsentOf } from '../store/unsent_count.ts';
import type { Id, Problem, PullResponse, PushResponse } from '../types.ts';
import { applyPage, finishPull, foundOf, resetHome } from './apply_pull.ts';
import { type DigestCache, followsHash } from './digest.ts';
import { BATCH_SIZE } from './line_pace.ts';
import { DOWN, envelopeOf, type PushRun } from './push.ts';
import { type SyncStop, stopReason } from './wire.ts';

export interface PullRun extends PushRun {
  readonly digestCache: DigestCache;
  readonly received: (count: number) => void;
}

export interface PullOutcome {
  readonly stop?: SyncStop;
  /** Records told. */
  readonly brought: number;
  readonly reference?: string;
}

/** More is known to come. */
interface PullAgain {
  /** Homes whose digest differed. */
  readonly amiss: readonly Id[];
}

/** Again where more is known to come: after handing in, and for a home that is loaded anew. */
export async function pull(run: PullRun): Promise<PullOutcome> {
  let brought = 0;
  let amiss: readonly Id[] = [];
  for (;;) {
    const page = await ask(run, amiss);
    if ('is' in page) return { stop: page, brought };
    const stop = standsStill(run, page) ?? (await takePage(run, page));
    if (stop) return { stop, brought };
    brought += page.told.length;
    run.received(page.told.length);
    if (page.more) continue;
    const end = await atTheEnd(run, page);
    if (!end || 'is' in end) return { ...(end ? { stop: end } : {}), brought, reference: page.reference };
    amiss = end.amiss;
  }
}

/** A server that says there is more and tells nothing new would be asked for ever. */
function standsStill({ store }: PullRun, { more, told, cursor }: PullResponse): SyncStop | undefined {
  const moved = told.length > 0 && !same(cursor, store.meta.cursor);
  return more && !moved ? { is: 'problem', problem: STANDS_STILL } : undefined;
}

const STANDS_STILL: Problem = { type: 'about:blank', title: '', status: 502, detail: '' };

async function ask(run: PullRun, amiss: readonly Id[]): Promise<PullResponse | SyncStop> {
  const follows = await followsHash(run.store.meta.feeds);
  const told = amiss.length > 0 ? { amiss } : {};
  const { pull: pace } = run.pace;
  for (;;) {
    const limit = pace.size;
    const begun = run.store.environment.monotonic();
    const answer = await run.wire.pull({ ...envelopeOf(run), follows, limit, ...told }, unsentOf(run.store.outbox));
    if (answer.is === 'answer') {
      pace.grow(run.store.environment.monotonic() - begun);
      return answer.body;
    }
    if (answer.is !== 'offline' || !answer.cut || !pace.shrink(limit)) return stopReason(answer);
  }
}

/** What was held otherwise is handed in before the page replaces it: cut off between, it is handed in once more. */
async function takePage(run: PullRun, page: PullResponse): Promise<SyncStop | undefined> {
  if (run.store.meta.returning) {
    const stop = await handIn(run, toldOtherwise(run, page));
    if (stop) return stop;
  }
  await applyPage(run.store, page);
  return undefined;
}

/** Beyond what the restored copy can know. */
function toldOtherwise({ store }: PullRun, { told }: PullResponse): StoredRecord[] {
  return told.flatMap(({ record, body }) => {
    const held = store.records.get(record);
    if (!held || body === null || !isStale(held, store.meta) || same(held.body, body)) return [];
    return held.n > (store.meta.begun[held.home] ?? 0) ? [held] : [];
  });
}

async function atTheEnd(run: PullRun, page: PullResponse): Promise<PullAgain | SyncStop | undefined> {
  const { store } = run;
  const { returning } = store.meta;
  const missing = returning
    ? [...store.records.values()].filter((held) => isStale(held, store.meta))
    : store.meta.untaken.flatMap((record) => store.records.get(record) ?? []);
  const stop = await handIn(run, missing);
  if (stop) return stop;
  await finishPull(store);
  // What was handed in is told again.
  if (returning) return { amiss: [] };
  const amiss = await loadAnew(run, page);
  return amiss.length > 0 ? { amiss } : undefined;
}

/** Cases before what lies in them. */
async function handIn(run: PullRun, held: readonly StoredRecord[]): Promise<SyncStop | undefined> {
  const parentsFirst = [...held].sort(
    (a, b) => Number(b.record === b.feed) - Number(a.record === a.feed) || a.told - b.told,
  );
  const tally = { failures: 0 };
  for (let at = 0; at < parentsFirst.length; at += BATCH_SIZE) {
    const stop = await handInBatch(run, parentsFirst.slice(at, at + BATCH_SIZE), tally);
    if (stop) return stop;
  }
  return undefined;
}

/**
 * Halved where it is too large, the line breaks or the server stumbles: one record keeps nobody's news back. What the
 * server did not take is remembered, and stays here.
 */
async function handInBatch(
  run: PullRun,
  held: readonly StoredRecord[],
  tally: { failures: number },
): Promise<SyncStop | undefined> {
  const found = held.map(foundOf);
  const answer = await run.wire.push({ ...envelopeOf(run), cursor: {}, changes: [], found });
  if (answer.is === 'answer') {
    tally.failures = 0;
    return keepUntaken(run.store, held, answer.body.found);
  }
  const stumbled = answer.is === 'problem' && answer.problem.status === 500;
  if (stumbled) tally.failures += 1;
  const smaller = answer.is === 'offline' ? answer.cut : stumbled || answer.problem.status === 413;
  if (!smaller || tally.failures > DOWN) return stopReason(answer);
  if (held.length < 2) return stumbled ? keepUntaken(run.store, held, undefined) : stopReason(answer);
  const half = Math.ceil(held.length / 2);
  return (await handInBatch(run, held.slice(0, half), tally)) ?? (await handInBatch(run, held.slice(half), tally));
}

/** `waiting` and `refused` are no receipts: what only this phone may still hold is handed in again after each pull. */
async function keepUntaken(
  store: LocalStore,
  held: readonly StoredRecord[],
  found: PushResponse['found'],
): Promise<undefined> {
  const open = new Set(store.meta.untaken);
  held.forEach(({ record }, i) => {
    const answer = found?.[i]?.answer;
    if (answer === undefined || answer === 'waiting' || answer === 'refused') open.add(record);
    else open.delete(record);
  });
  await store.turn(() => store.commit({ meta: { untaken: [...open] } }));
}

/** Once a day and home, so that a fault of the server costs one load and no loop. */
async function loadAnew({ store, digestCache }: PullRun, { digest }: PullResponse): Promise<Id[]> {
  const day = new Date(store.environment.clock()).toISOString().slice(0, 10);
  const amiss: Id[] = [];
  for (const [home, wanted] of Object.entries(digest ?? {})) {
    const held = await digestCache.digestOf([...store.records.values()].filter((one) => one.home === home));
    if (sameDigest(held, wanted) || store.meta.resets[home] === day) continue;
    await resetHome(store, home, day);
    amiss.push(home);
  }
  return amiss;
}
