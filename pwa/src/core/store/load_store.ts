/**
 * Reads a sealed journal whole. What a newer app wrote stops it before anything is touched; a row that storage has spoilt
 * is passed over: what was told is told again when the digest does not agree, and what was written still has its box.
 */

import type { Keys } from '../keys/keys.ts';
import { unseal } from '../keys/seal.ts';
import type { Json, Reference } from '../types.ts';
import type { Journal, Row, StoreName } from './journal.ts';
import { nameOf, type Store } from './local_store.ts';
import { freshMeta, type Held, type Meta, type Work } from './outbox_entry.ts';

export interface Draft {
  readonly row: string;
  readonly key: string;
  readonly value: Json;
}

/** `empty`: nothing of sync was ever written there, or it is gone. */
export async function readStore(journal: Journal, keys: Keys): Promise<Store & { drafts: Draft[]; empty: boolean }> {
  const meta = await readAll<Partial<Meta> & Partial<Reference>>(journal, keys, 'meta');
  const works = [...(await readAll<Work>(journal, keys, 'works')).values()];
  const drafts = [...(await readAll<Draft>(journal, keys, 'drafts')).values()];
  const held = await readFeeds(journal, keys);
  return {
    meta: { ...freshMeta(keys.table.epoch), ...(meta.get('m') as Partial<Meta> | undefined) },
    reference: meta.get('r') as Reference | undefined,
    held,
    works,
    drafts,
    empty: (await journal.count('meta')) === 0,
  };
}

async function readAll<T>(journal: Journal, keys: Keys, store: StoreName): Promise<Map<string, T>> {
  const rows = await journal.rows(store);
  const read = await Promise.all(rows.map((row) => readRow<T>(keys.data, nameOf(store, row.key), row)));
  return new Map(rows.flatMap(({ key }, i) => (read[i] === undefined ? [] : [[key, read[i]] as const])));
}

/** undefined: it does not open, and never will. */
async function readRow<T>(key: CryptoKey, name: string, row: Row): Promise<T | undefined> {
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
  readonly held: Held[];
}

/** Rows without a key are noise: the key was struck, and a crash came before they were cleared away. */
async function readFeeds(journal: Journal, keys: Keys): Promise<Held[]> {
  const rows = new Map((await journal.rows('feeds')).map((row) => [row.key, row]));
  const read = await Promise.all(Object.keys(keys.table.feeds).map((feed) => readFeed(rows, keys, feed)));
  await keys.settleFeeds(read.flatMap(({ feed, settled }) => (settled ? [feed] : [])));
  if (rows.size > 0) await journal.write({ drop: [...rows.keys()].map((key) => ['feeds', key]) });
  return read.flatMap(({ held }) => held);
}

/** `settled`: what was on its way out has left, but a crash kept its key. */
async function readFeed(rows: Map<string, Row>, keys: Keys, feed: string): Promise<FeedRead> {
  const fresh = await keys.feedKey(feed);
  const settled = fresh !== undefined && rows.has(fresh.row);
  const entry = settled ? fresh : await keys.oldFeedKey(feed);
  const row = entry && rows.get(entry.row);
  if (!entry || !row) return { feed, settled, held: [] };
  rows.delete(entry.row);
  const read = await readRow<{ held: Held[] }>(entry.key, nameOf('feeds', entry.row), row);
  return { feed, settled, held: read?.held ?? [] };
}
