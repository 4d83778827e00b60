/** The referrals of one institution as its officer sees them: what is late first, then by the day it falls due. Pure. */
import type { FieldValues, Id, Json } from '../../core/types';
import { text } from '../../fields/field_values';
import { nextSteps, settable } from '../../forms/declared_kinds';
import { type DueTask, tasksOf } from '../../records/tasks';

/** A record as REST tells it: its fields, and what stands beside them. */
export interface ToldReferral {
  readonly id: Id;
  readonly changed_at: string;
  readonly [field: string]: Json;
}

export interface InboxEntry {
  readonly referral: ToldReferral;
  /** What the institution is asked to do about it; undefined: nothing at the moment. */
  readonly due: DueTask | undefined;
  readonly late: boolean;
}

export interface MonthCount {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly referrals: readonly ToldReferral[];
}

const ENDED = ['declined', 'redirected', 'cancelled', 'closed'];
const LAST = '9999-12-31';

/** Those that are not at their end. */
export const openOnes = (referrals: readonly ToldReferral[], today: string): InboxEntry[] =>
  referrals
    .filter((one) => !isOver(one))
    .map((referral) => entryOf(referral, today))
    .sort((one, other) => (rank(one) < rank(other) ? -1 : 1));

export const isOver = (fields: FieldValues): boolean =>
  ENDED.includes(text(fields, 'status')) || text(fields, 'over') !== '';

function entryOf(referral: ToldReferral, today: string): InboxEntry {
  const record = { id: referral.id, kind: 'referral', fields: referral, at: referral.changed_at };
  const [due] = tasksOf([record], today, undefined, ['partner']);
  return { referral, due, late: Boolean(due?.since && due.since < today) };
}

const rank = ({ late, due, referral }: InboxEntry): string =>
  `${late ? 0 : 1} ${due?.on ?? LAST} ${text(referral, 'sent_on')} ${referral.id}`;

/** The steps that are the institution's to take from here. */
export const stepsFrom = (status: string): readonly string[] =>
  settable('referral', 'status', nextSteps('referral', 'status', status), 'partner');

/** By the month of sending, the newest first. */
export function byMonth(referrals: readonly ToldReferral[]): MonthCount[] {
  const months = new Map<string, ToldReferral[]>();
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
