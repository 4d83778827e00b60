/** What a finished pull says of whom she accompanies: a colleague's invitation, or an end, is told and not silent. */

import type { LocalStore } from '../store/local_store.ts';
import { casesOf, isCreation, type SyncState } from '../store/outbox_entry.ts';

/**
 * Against the list of the finished pull before. A case she opened herself is no news, nor is one that came and left
 * before she looked. Of a case that left nothing but its id is kept. One that was erased is followed still, and has left
 * too.
 */
export function followNewsOf(store: LocalStore): Pick<SyncState, 'followed' | 'followNews'> {
  const { followed: before, followNews: unread, returning } = store.meta;
  if (returning) return { followed: before, followNews: unread };
  const followed = casesOf(store.meta).filter((feed) => store.records.has(feed));
  if (before === null) return { followed, followNews: unread };
  const known = new Set(before);
  const came = followed.filter((feed) => !known.has(feed) && !isOwn(store, feed));
  const left = without(before, followed);
  return {
    followed,
    followNews: {
      came: [...without(unread.came, left), ...without(came, unread.left)],
      left: [...without(unread.left, came), ...without(left, unread.came)],
    },
  };
}

const without = (feeds: readonly string[], others: readonly string[]): string[] =>
  feeds.filter((feed) => !others.includes(feed));

/** Opened here, or by herself on another phone. */
function isOwn({ entriesOf, records, keys }: LocalStore, feed: string): boolean {
  const opened = entriesOf.get(feed)?.some((entry) => isCreation(entry.change)) ?? false;
  return opened || records.get(feed)?.by === keys.table.me?.agent.id;
}
