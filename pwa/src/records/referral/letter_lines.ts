/** What a letter of referral says, line by line, and what its picture says: number, day and destination, nothing of her. Pure. */
import type { FieldValues } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { isGiven, text } from '../../fields/field_values';
import { day, ON_PAPER } from '../../words/format';
import { w } from '.';

type LetterLine = readonly [label: string, said: string];

/** `name`: as it was typed for this print alone. */
export function letterLines(fields: FieldValues, name: string, lookups: Lookups): readonly LetterLine[] {
  const service = text(fields, 'service') as keyof typeof w.options.service;
  const lines: readonly (LetterLine | false)[] = [
    [w.fields.number, text(fields, 'number')],
    [w.fields.sent_on, day(text(fields, 'sent_on'), ON_PAPER)],
    [w.letter.to, lookups.partner(text(fields, 'partner'))],
    [w.letter.name, name.trim()],
    [w.fields.service, w.options.service[service] ?? ''],
    isGiven(fields, 'appointment_on') && [w.fields.appointment_on, appointment(fields)],
  ];
  return lines.filter((line): line is LetterLine => line !== false && line[1] !== '');
}

const appointment = (fields: FieldValues): string =>
  [day(text(fields, 'appointment_on'), ON_PAPER), text(fields, 'appointment_time'), text(fields, 'appointment_place')]
    .filter(Boolean)
    .join(', ');

export const letterCode = (fields: FieldValues, lookups: Lookups): string =>
  [text(fields, 'number'), text(fields, 'sent_on'), lookups.partner(text(fields, 'partner'))].join('\n');
