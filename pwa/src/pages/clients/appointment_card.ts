/** What a card with the next meeting says, and on which day it begins. Pure. */

import type { Lookups } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import type { ClientCase } from '../../records/caseload';
import { stepsOf } from '../../records/next_steps';
import { day, ON_PAPER } from '../../words/format';
import { w } from './paper_words';

/** As it was typed, for this print alone. */
export interface TypedCard {
  readonly name: string;
  readonly on: string | null;
  readonly time: string;
  readonly place: string;
  readonly contact: string;
}

/** The soonest appointment that is still ahead. */
export function appointmentDay(one: ClientCase, lookups: Lookups): string | null {
  const days = stepsOf(one, lookups).map(({ record, moves }) => {
    const found = moves && one.records.find(({ id }) => id === record);
    return found && moves ? text(found.fields, moves) : '';
  });
  return days.filter((on) => on >= lookups.today).toSorted()[0] ?? null;
}

/** Line by line; what was left empty is absent. */
export const cardLines = ({ name, on, time, place }: TypedCard): readonly (readonly [label: string, said: string])[] =>
  (
    [
      [w.appointment.onPaper.name, name.trim()],
      [w.appointment.onPaper.on, on ? day(on, ON_PAPER) : ''],
      [w.appointment.onPaper.time, time.trim()],
      [w.appointment.onPaper.place, place.trim()],
    ] as const
  ).filter(([, said]) => said !== '');

export const cancelLine = ({ contact }: TypedCard): string =>
  contact.trim() ? w.appointment.onPaper.cancel(contact.trim()) : w.appointment.onPaper.cancelPlain;
