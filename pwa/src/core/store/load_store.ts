/**
 * Reads a sealed journal whole. What a newer app wrote stops it before anything is touched; a row that storage has spoilt
 * is passed over: what was told is told again when the digest does not agree, and what was written still has its envelope.
 */

import type { OpenKeys } from '../keys/open_keys.ts';
import { unseal } from '../keys/seal.ts';
import type { Reference } from '../types.ts';
import type { Journal, JournalRow, StoreName } from './journal.ts';
import { freshSyncState, type OutboxEntry, type StoredRecord, type SyncState } from './outbox_entry.ts';
import { type StoreContents, type StoredDraft, sealName } from './store_plan.ts';
import { isUnsealed } from './unsent_count.ts';

type SealedJournal = Pick<Journal, 'rows' | 'count' | 'write'>;

/** `empty`: nothing of sync was ever written there, or it is gone. */
export async function loadStore(
  journal: SealedJournal,
  keys: OpenKeys,
): Promise<StoreContents & { drafts: StoredDraft[]; empty: boolean }> {
  const meta = await readAll<Partial<SyncState> & Partial<Reference>>(journal, keys, 'meta');
  const outbox = [...(await readAll<WrittenEntry>(journal, keys, 'works')).values()].map(entryOf);
  const drafts = [...(await readAll<StoredDraft>(journal, keys, 'drafts')).values()];
  const records = await readFeeds(journal, keys);
  return {
    meta: { ...freshSyncState(keys.table.epoch), ...(meta.get('m') as Partial<SyncState> | undefined) },
    reference: meta.get('r') as Reference | undefined,
    records,
    outbox,
    drafts,
    empty: (await journal.count('meta')) === 0,
  };
}

/** As this app writes it, or as the first did, which called the status `stand`. */
type WrittenEntry = OutboxEntry & { readonly stand?: OutboxEntry['status'] };

const entryOf = ({ stand, ...entry }: WrittenEntry): OutboxEntry => (stand ? { ...entry, status: stand } : entry);

async function readAll<T>(journal: SealedJournal, keys: OpenKeys, store: StoreName): Promise<Map<string, T>> {
  const rows = (await journal.rows(store)).filter((row) => !isUnsealed(row));
  const read = await Promise.all(rows.map((row) => readRow<T>(keys.data, sealName(store, row.key), row)));
  return new Map(rows.flatMap(({ key }, i) => (read[i] === undefined ? [] : [[key, read[i]] as const])));
}

/** undefined: it does not open, and never will. */
async function readRow<T>(key: CryptoKey, name: string, row: JournalRow): Promise<T | undefined> {
  try {
    return await unseal<T>(key, name, row);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

interface FeedRead {
  readonly feed: string;
  readonly settled: boolean;
  readonly held: StoredRecord[];
}

/** Rows without a key are noise: the key was struck, and a crash came before they were cleared away. */
async function readFeeds(journal: SealedJournal, keys: OpenKeys): Promise<StoredRecord[]> {
  const rows = new Map((await journal.rows('feeds')).map((row) => [row.key, row]));
  const read = await Promise.all(Object.keys(keys.table.feeds).map((feed) => readFeed(rows, keys, feed)));
  await keys.settleFeeds(read.flatMap(({ feed, settled }) => (settled ? [feed] : [])));
  if (rows.size > 0) await journal.write({ drop: [...rows.keys()].map((key) => ['feeds', key]) });
  return read.flatMap(({ held }) => held);
}

/** `settled`: what was on its way out has left, but a crash kept its key. */
async function readFeed(rows: Map<string, JournalRow>, keys: OpenKeys, feed: string): Promise<FeedRead> {
  const fresh = await keys.feedKey(feed);
  const settled = fresh !== undefined && rows.has(fresh.row);
  const entry = settled ? fresh : await keys.oldFeedKey(feed);
  const row = entry && rows.get(entry.row);
  if (!entry || !row) return { feed, settled, held: [] };
  rows.delete(entry.row);
  const read = await readRow<{ held: StoredRecord[] }>(entry.key, sealName('feeds', entry.row), row);
  return { feed, settled, held: read?.held ?? [] };
}
