/** Reads a sealed journal whole. What a newer app wrote stops it before anything is touched. */

import type { Journal, Row, StoreName } from './journal.ts';
import type { Keys } from './keys.ts';
import { nameOf, type Store } from './ledger.ts';
import { unseal } from './seal.ts';
import type { Json, Reference } from './types.ts';
import { freshMeta, type Held, type Meta, type Work } from './work.ts';

export interface Draft {
  readonly row: string;
  readonly key: string;
  readonly value: Json;
}

export async function readStore(journal: Journal, keys: Keys): Promise<Store & { drafts: Draft[] }> {
  const meta = await readAll<Partial<Meta> & Partial<Reference>>(journal, keys, 'meta');
  return {
    meta: { ...freshMeta(keys.table.epoch), ...(meta.get('m') as Partial<Meta> | undefined) },
    reference: meta.get('r') as Reference | undefined,
    held: await readFeeds(journal, keys),
    works: [...(await readAll<Work>(journal, keys, 'works')).values()],
    drafts: [...(await readAll<Draft>(journal, keys, 'drafts')).values()],
  };
}

async function readAll<T>(journal: Journal, keys: Keys, store: StoreName): Promise<Map<string, T>> {
  const rows = await journal.rows(store);
  const read = rows.map(async (row) => [row.key, await unseal<T>(keys.data, nameOf(store, row.key), row)] as const);
  return new Map(await Promise.all(read));
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
  return { feed, settled, ...(await unseal<{ held: Held[] }>(entry.key, nameOf('feeds', entry.row), row)) };
}
