/**
 * The sealed journal of one enrolment: IndexedDB, shape 1 for ever, rows of `{key, iv, box}` in stores with opaque names.
 *
 * `write` takes sealed bytes and awaits nothing but the one strict transaction: an awaited WebCrypto inside it would end
 * it on some browsers. Nothing is indexed or queried here; it is read whole when the casebook is opened.
 */

import { textOf } from '../device/bytes.ts';
import { answered, committed, openDatabase } from '../device/database.ts';
import { isNamed } from '../device/environment.ts';
import type { SealedBytes } from '../keys/seal.ts';

export interface JournalRow extends SealedBytes {
  readonly key: string;
}

/**
 * meta: what is known of the server · feeds: one sealed row a feed · works: the outbox · boxes: for rescue · drafts.
 * These names are part of each seal: another name, and what lies on a phone opens no more.
 */
const STORES = { meta: 'a', feeds: 'b', works: 'c', boxes: 'd', drafts: 'e' } as const;

export type StoreName = keyof typeof STORES;

export interface JournalWrites {
  readonly put?: readonly (readonly [StoreName, JournalRow])[];
  readonly drop?: readonly (readonly [StoreName, string])[];
  /** Only where the very same box still lies there: whoever else has the journal open may have moved on. */
  readonly note?: readonly (readonly [StoreName, JournalRow])[];
}

export interface Journal {
  rows(store: StoreName): Promise<JournalRow[]>;
  count(store: StoreName): Promise<number>;
  /** All of it or nothing; resolves when it is on the disk. */
  write(writes: JournalWrites): Promise<void>;
  close(): void;
  /** Calls `act` when the browser has closed it under the app, as when somebody clears what sites have stored. */
  onLost(act: () => void): void;
}

export async function openJournal(name: string): Promise<Journal> {
  let lost = (): void => undefined;
  const db = await openDatabase(name, 1, Object.values(STORES), () => lost());
  const read = (store: StoreName): IDBObjectStore => db.transaction(STORES[store]).objectStore(STORES[store]);
  return {
    rows: async (store) => answered<JournalRow[]>(read(store).getAll()),
    count: async (store) => answered(read(store).count()),
    write: (writes) => write(db, writes),
    close: () => db.close(),
    onLost: (act) => {
      lost = act;
    },
  };
}

/** Of all journals here; a browser that does not tell names none. */
export async function journalNames(): Promise<readonly string[]> {
  const all = (await indexedDB.databases?.()) ?? [];
  return all.flatMap(({ name, version }) => (name !== undefined && version === 1 ? [name] : []));
}

/** Pictures and recordings of the same enrolment. Its shape is another, so nobody takes it for a journal. */
export const blobsBeside = (name: string): string => `${name}.b`;

export async function removeJournal(name: string): Promise<void> {
  for (const one of [blobsBeside(name), name]) await answered(indexedDB.deleteDatabase(one));
}

/** The connection is no more; another may be opened. */
export const isClosed = (error: unknown): boolean => isNamed(error, 'InvalidStateError');

async function write(db: IDBDatabase, { put = [], drop = [], note = [] }: JournalWrites): Promise<void> {
  const touched = new Set([...put, ...drop, ...note].map(([store]) => STORES[store]));
  if (touched.size === 0) return;
  const transaction = db.transaction([...touched], 'readwrite', { durability: 'strict' });
  const done = committed(transaction);
  for (const [store, key] of drop) transaction.objectStore(STORES[store]).delete(key);
  for (const [store, row] of put) transaction.objectStore(STORES[store]).put(row);
  for (const [store, row] of note) putOver(transaction.objectStore(STORES[store]), row);
  await done;
}

function putOver(rows: IDBObjectStore, row: JournalRow): void {
  const asked: IDBRequest<JournalRow | undefined> = rows.get(row.key);
  asked.onsuccess = () => {
    if (asked.result && textOf(asked.result.box) === textOf(row.box)) rows.put(row);
  };
}
