/** The sealed journal in IndexedDB: opaque rows, shape 1 for ever. The one function that writes awaits nothing else. */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Sealed } from './seal'

export type Store = 'feeds' | 'works' | 'drafts' | 'meta' | 'boxes'
export const STORES: Store[] = ['feeds', 'works', 'drafts', 'meta', 'boxes']

export interface Row extends Sealed {
  key: string
}

export interface Writes {
  put?: [Store, Row][]
  drop?: [Store, string][]
}

export interface Journal {
  rows(store: Store): Promise<Row[]>
  write(writes: Writes): Promise<void>
  close(): void
}

interface Shape extends DBSchema {
  feeds: { key: string; value: Row }
  works: { key: string; value: Row }
  drafts: { key: string; value: Row }
  meta: { key: string; value: Row }
  boxes: { key: string; value: Row }
}

export async function openJournal(name: string): Promise<Journal> {
  const db = await openDB<Shape>(name, 1, {
    upgrade(fresh) {
      for (const store of STORES) fresh.createObjectStore(store, { keyPath: 'key' })
    },
  })
  return { rows: (store) => db.getAll(store), write: (writes) => write(db, writes), close: () => db.close() }
}

/** One strict transaction: on the disk before anybody says "saved". */
async function write(db: IDBPDatabase<Shape>, { put = [], drop = [] }: Writes): Promise<void> {
  const transaction = db.transaction(STORES, 'readwrite', { durability: 'strict' })
  for (const [store, row] of put) void transaction.objectStore(store).put(row)
  for (const [store, key] of drop) void transaction.objectStore(store).delete(key)
  await transaction.done
}
