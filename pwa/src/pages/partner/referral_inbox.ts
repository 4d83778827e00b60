/** The referrals of one institution as its officer sees them: what is open, its steps, the months. Pure. */
import type { FieldValues } from '../../core/types';
import { text } from '../../fields/field_values';
import { nextSteps, settable } from '../../forms/declared_kinds';
import { type InboxEntry, inboxOf } from '../desk/desk_inbox';
import type { ToldRecord } from '../desk/told_records';

export interface MonthCount {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly referrals: readonly ToldRecord[];
}

const ENDED = ['declined', 'redirected', 'cancelled', 'closed'];

/** Those that are not at their end. */
export const openOnes = (referrals: readonly ToldRecord[], today: string): InboxEntry[] =>
  inboxOf(
    'referral',
    'partner',
    'sent_on',
    referrals.filter((one) => !isOver(one)),
    today,
  );

export const isOver = (fields: FieldValues): boolean =>
  ENDED.includes(text(fields, 'status')) || text(fields, 'over') !== '';

/** The steps that are the institution's to take from here. */
export const stepsFrom = (status: string): readonly string[] =>
  settable('referral', 'status', nextSteps('referral', 'status', status), 'partner');

/** By the month of sending, the newest first. */
export function byMonth(referrals: readonly ToldRecord[]): MonthCount[] {
  const months = new Map<string, ToldRecord[]>();
  for (const one of referrals) {
    const month = text(one, 'sent_on').slice(0, 7);
    if (month) months.set(month, [...(months.get(month) ?? []), one]);
  }
  return [...months]
    .sort(([one], [other]) => (one > other ? -1 : 1))
    .map(([month, all]) => ({
      month,
      referrals: all.sort((one, other) => (text(one, 'sent_on') < text(other, 'sent_on') ? -1 : 1)),
    }));
}
