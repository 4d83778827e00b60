/** Nothing is told of a year that has not come; planned is the next one at the most. As `shared_fields.py` says it. Pure. */
import type { FieldValues } from '../core/types';
import type { FieldFault, Lookups } from '../fields/field_spec';
import { whole } from '../fields/field_values';
import { ruleSentence } from '../forms/record_faults';

const FIRST = 2017;

export function yearFaults(fields: FieldValues, { today }: Lookups, ahead = 0): readonly FieldFault[] {
  const year = whole(fields, 'year');
  if (year === null) return [];
  const code = year > Number(today.slice(0, 4)) + ahead ? 'year_not_yet' : year < FIRST ? 'day_too_early' : undefined;
  return code ? [faultOf(code, 'year')] : [];
}

/** By the sentence of its code. */
export const faultOf = (code: string, ...fields: readonly string[]): FieldFault => ({
  fields,
  detail: ruleSentence(code),
});

/** As it is said; nothing where none is given. */
export const sayYear = (fields: FieldValues): string => String(whole(fields, 'year') ?? '');
