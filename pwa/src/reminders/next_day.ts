/** Of all that lies in her book, the day from which on she is to be reminded. */
import type { Casebook } from '../core/types';
import { allTasksOf } from '../pages/today/due';
import { askingFeeds } from '../records/caseload';
import { lookupsOf } from '../records/lookups';
import { nextReminder } from './remind';

export function nextDay(book: Casebook, now = new Date()): string {
  const lookups = lookupsOf(book.me(), book.reference(), now);
  return nextReminder(
    allTasksOf(askingFeeds(book), lookups).map(({ on }) => on),
    now,
  );
}
