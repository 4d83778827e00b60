/** One move of the local store, and what it is opened with. */

import type { Json, Reference } from '../types.ts';
import type { StoreName } from './journal.ts';
import type { OutboxEntry, StoredRecord, SyncState } from './outbox_entry.ts';

export interface StoredDraft {
  readonly row: string;
  readonly key: string;
  readonly value: Json;
}

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
  /** Drafts that leave with what they are about. */
  readonly goneDrafts?: readonly StoredDraft[];
  /** The draft of a save that is undone. */
  readonly restoredDraft?: StoredDraft;
}

export interface StoreContents {
  readonly meta: SyncState;
  readonly reference: Reference | undefined;
  readonly records: readonly StoredRecord[];
  readonly outbox: readonly OutboxEntry[];
}

export const sealName = (store: StoreName, key: string): string => `${store} ${key} 1`;

interface StoreBefore {
  readonly meta: SyncState;
  readonly entriesOf: ReadonlyMap<string, readonly OutboxEntry[]>;
  recordsOf(feed: string): readonly StoredRecord[];
}

/**
 * Records that may look different after the plan. A finished pull tells back what has a receipt; a backup, or another
 * epoch, says something else of every record.
 */
export function movedBy(plan: StorePlan, before: StoreBefore): readonly string[] | 'all' {
  const moves = (name: keyof SyncState): boolean =>
    plan.meta !== undefined && name in plan.meta && plan.meta[name] !== before.meta[name];
  if (moves('epoch') || moves('done')) return 'all';
  const entries = [...(plan.entries ?? []), ...(plan.notedEntries ?? []), ...(plan.goneEntries ?? [])];
  return [
    ...entries.map(({ change }) => change.record),
    ...[...(plan.records ?? []), ...(plan.droppedRecords ?? [])].map(({ record }) => record),
    ...(plan.droppedFeeds ?? []).flatMap((feed) => before.recordsOf(feed).map(({ record }) => record)),
    ...(moves('rounds') ? before.entriesOf.keys() : []),
  ];
}
