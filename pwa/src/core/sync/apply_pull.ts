/** What a pull brings. A page and its cursor are one local transaction, so it can be cut off anywhere. */

import { type BlobReceipt, namesNeeded } from '../blobs/shelved_blob.ts';
import { timestamp } from '../device/environment.ts';
import { envelopeRow } from '../store/envelope_rows.ts';
import type { JournalRow } from '../store/journal.ts';
import type { LocalStore } from '../store/local_store.ts';
import { isBackedUp, isStale, type OutboxEntry, type StoredRecord, type SyncState } from '../store/outbox_entry.ts';
import type { StorePlan } from '../store/store_plan.ts';
import type { FoundRecord, PullResponse, ToldRecord } from '../types.ts';
import { followNewsOf } from './follow_news.ts';

const DAY = 86_400_000;
/** How long a receipt's change is kept where no backup was ever named. */
const KEPT_DAYS = 45;
/** How long the server takes late work of a case that was handed over. */
const LATE_DAYS = 60;

/** Takes one page. */
export async function applyPage(store: LocalStore, page: PullResponse): Promise<void> {
  await store.turn(async () => {
    const told = page.told.flatMap((one) => heldOf(store, one, page) ?? []);
    const erased = page.told.filter((one) => one.body === null);
    const cases = erased.filter((one) => one.record === one.feed).map((one) => one.feed);
    const plan: StorePlan = {
      records: told.filter((one) => !cases.includes(one.feed)),
      droppedRecords: erased.map(({ record }) => ({ record, forget: true })),
      droppedFeeds: cases,
      goneEntries: erased.flatMap((one) => settledOf(store, one)),
      goneDrafts: store.draftsOf(cases),
      meta: metaOf(store, page),
    };
    await store.commit(plan);
  });
}

/** Its stamp is that of her own receipt, where this is the version she made: a mark on the screen never goes back. */
function heldOf(store: LocalStore, told: ToldRecord, { epoch, started }: PullResponse): StoredRecord | undefined {
  const { body } = told;
  if (body === null) return undefined;
  const { load } = store.meta;
  const own = store.entriesOf.get(told.record)?.find(({ receipt }) => receipt?.epoch === epoch && receipt.n === told.n);
  const before = store.records.get(told.record);
  const known = before?.epoch === epoch && before.n === told.n ? before.started : started;
  return { ...told, body, epoch, load, started: own?.receipt?.started ?? known };
}

/** Of what was erased nothing stays here but what waits, which the server answers itself. */
function settledOf(store: LocalStore, { record, feed }: ToldRecord): OutboxEntry[] {
  const entries = record === feed ? [...store.outbox.values()] : (store.entriesOf.get(record) ?? []);
  return entries.filter(
    ({ status, change }) => status !== 'waiting' && (change.record === record || change.feed === record),
  );
}

function metaOf(store: LocalStore, page: PullResponse): Partial<SyncState> {
  const { cursor, feeds, epoch, started, done, now } = page;
  const skew = now === undefined ? store.meta.skew : store.environment.clock() - Date.parse(now);
  return { cursor, epoch, started, done, skew, ...(feeds ? { feeds } : {}) };
}

/**
 * After the last page: sweeps what is not followed any more and what was not told again, and lets go of changes that
 * are told back and in a backup. The outbox is never swept.
 */
export async function finishPull(store: LocalStore): Promise<void> {
  await store.turn(async () => {
    const meta = {
      ...store.meta,
      rounds: store.meta.rounds + 1,
      returning: false,
      lastAt: timestamp(store.environment),
      untaken: stillUntaken(store),
      ...followNewsOf(store),
    };
    const droppedFeeds = feedsLeft(store);
    const stale = [...store.records.values()].filter(
      (held) => isStale(held, meta) && !droppedFeeds.includes(held.feed) && !meta.untaken.includes(held.record),
    );
    const plan: StorePlan = {
      droppedFeeds,
      droppedRecords: stale.map(({ record }) => ({ record, forget: false })),
      goneEntries: store.withStatus('sent').filter((entry) => mayGo(store, entry, meta)),
      meta,
    };
    await store.commit(plan, await leavingUntaken(store, droppedFeeds));
  });
}

/** Until it is told anew. Of a case that is no longer followed only an envelope stays. */
function stillUntaken({ records, meta }: LocalStore): readonly string[] {
  return meta.untaken.filter((record) => {
    const held = records.get(record);
    return held !== undefined && held.feed in meta.feeds && isStale(held, meta);
  });
}

/** Of what is untaken. */
function leavingUntaken(store: LocalStore, droppedFeeds: readonly string[]): Promise<JournalRow[]> {
  const leaving = store.meta.untaken.flatMap((record) => store.records.get(record) ?? []);
  return foundBoxes(
    store,
    leaving.filter(({ feed }) => droppedFeeds.includes(feed)),
  );
}

/** What nobody else may hold, and she may not: sealed for the server alone before its case leaves. */
export const foundBoxes = (store: LocalStore, leaving: readonly StoredRecord[]): Promise<JournalRow[]> =>
  Promise.all(
    leaving.map(async (held) =>
      envelopeRow(store.newRow(), await store.sealEnvelope('found', held.epoch, { found: foundOf(held) }), 'found'),
    ),
  );

/** Feeds with a key or a record here that are not in the list. */
function feedsLeft({ keys, feeds, meta }: LocalStore): string[] {
  const here = new Set([...Object.keys(keys.table.feeds), ...feeds.keys()]);
  return [...here].filter((feed) => !(feed in meta.feeds));
}

/**
 * Every receipt is older than this pull, so it has told everything back. A picture that it names goes before it, as long
 * as the server takes one at all.
 */
function mayGo({ environment, keys }: LocalStore, { change, receipt }: OutboxEntry, meta: SyncState): boolean {
  if (!receipt) return false;
  const older = (at: string, days: number): boolean => environment.clock() - Date.parse(at) > days * DAY;
  const isCovered = (one: typeof receipt | BlobReceipt): boolean =>
    isBackedUp(one, meta) || (meta.done === 0 && older(one.at, KEPT_DAYS));
  if (!older(receipt.at, LATE_DAYS) && namesNeeded(keys.table.blobs, change, isCovered)) return false;
  return isCovered(receipt);
}

/** A home whose digest does not agree is loaded again from 0; what is here stays readable until then. */
export async function resetHome(store: LocalStore, home: string, day: string): Promise<void> {
  await store.turn(async () => {
    const { [home]: _, ...cursor } = store.meta.cursor;
    const load = store.meta.load + 1;
    const floors = { ...store.meta.floors, [home]: load };
    await store.commit({ meta: { cursor, load, floors, resets: { ...store.meta.resets, [home]: day } } });
  });
}

/** As it is handed in. */
export const foundOf = ({ kind, record, feed, body, by, at }: StoredRecord): FoundRecord => ({
  kind,
  record,
  feed,
  body,
  by,
  at,
});
