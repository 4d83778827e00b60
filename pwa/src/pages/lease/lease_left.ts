/** How long the caseload stays open without contact. */
import { dayOf, daysBetween } from '../../words/format';
import type { PageContext } from '../page_context';

/** The last day, and how many are left to it: below 0 it is closed. undefined where nothing was told yet. */
export function leaseLeft({
  sync,
  lookups,
}: Pick<PageContext, 'sync' | 'lookups'>): { readonly last: string; readonly left: number } | undefined {
  const { closesAt } = sync.status;
  if (!closesAt) return undefined;
  const last = dayOf(closesAt, lookups.timezone);
  return { last, left: daysBetween(lookups.today, last) };
}
