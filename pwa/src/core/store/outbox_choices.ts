/**
 * What she decides about a change that does not get through: leave things as they stand, withdraw a record that never
 * came to be, leave it to the coordinator, or take it up again. Each is on the disk before a screen moves; nothing is
 * deleted by any of them.
 */

import { notSaved, timestamp } from '../device/environment.ts';
import type { Id } from '../types.ts';
import type { LocalStore } from './local_store.ts';
import { isCreation, type OutboxEntry } from './outbox_entry.ts';

const isOpen = ({ status }: OutboxEntry): boolean => status === 'waiting' || status === 'refused';

async function keep(store: LocalStore, entries: readonly OutboxEntry[]): Promise<void> {
  try {
    if (entries.length > 0) await store.commit({ entries });
  } catch (error) {
    throw notSaved(error);
  }
}

/** Inside a turn. */
export function leave(store: LocalStore, entries: readonly OutboxEntry[]): Promise<void> {
  const at = timestamp(store.environment);
  return keep(
    store,
    entries.filter(isOpen).map((entry) => ({ ...entry, status: 'left', at })),
  );
}

/** Of a creation, also what was laid over it and, where it opens a case, what was written in that case. */
export function withdraw(store: LocalStore, id: Id): Promise<void> {
  return store.turn(async () => {
    const entry = store.outbox.get(id);
    if (entry) await leave(store, isCreation(entry.change) ? hangingOn(store, entry) : [entry]);
  });
}

/** What cannot come to be without it, itself among them. */
export function hangingOn({ outbox }: LocalStore, { change }: OutboxEntry): OutboxEntry[] {
  const opens = change.record === change.feed;
  return [...outbox.values()].filter(
    (one) => isOpen(one) && (one.change.record === change.record || (opens && one.change.feed === change.feed)),
  );
}

/** What was left is in view again, as refused: she may mend it. */
export function takeUp(store: LocalStore, id: Id): Promise<void> {
  return store.turn(async () => {
    const entry = store.outbox.get(id);
    if (entry?.status === 'left') await keep(store, [{ ...entry, status: entry.problem ? 'refused' : 'waiting' }]);
  });
}

/** It still waits, and is hers to worry about no more. */
export function handOver(store: LocalStore, id: Id): Promise<void> {
  return store.turn(async () => {
    const entry = store.outbox.get(id);
    if (entry?.status === 'waiting') await keep(store, [{ ...entry, handed: true }]);
  });
}
