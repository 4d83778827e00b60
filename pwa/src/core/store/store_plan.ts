/** One move of the local store, and what it is opened with. */

import type { Reference } from '../types.ts';
import type { StoreName } from './journal.ts';
import type { OutboxEntry, StoredRecord, SyncState } from './outbox_entry.ts';

export interface StorePlan {
  /** New entries, and those with a new status; each gets its rescue envelope anew. */
  readonly entries?: readonly OutboxEntry[];
  /** Entries of which only a note moved: no new envelope. */
  readonly notedEntries?: readonly OutboxEntry[];
  readonly goneEntries?: readonly OutboxEntry[];
  readonly records?: readonly StoredRecord[];
  /** Records that leave. `forget`: their feed's old bytes must become unreadable too. */
  readonly droppedRecords?: readonly { readonly record: string; readonly forget: boolean }[];
  /** Feeds that leave with everything told of them. */
  readonly droppedFeeds?: readonly string[];
  readonly meta?: Partial<SyncState>;
  readonly reference?: Reference;
  /** The row of a draft that is finished by this. */
  readonly draft?: string;
}

export interface StoreContents {
  readonly meta: SyncState;
  readonly reference: Reference | undefined;
  readonly records: readonly StoredRecord[];
  readonly outbox: readonly OutboxEntry[];
}

export const sealName = (store: StoreName, key: string): string => `${store} ${key} 1`;
