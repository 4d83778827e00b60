/** What unit and officer both agreed to stands, as `api/records/coaching/signed.py` has it. Pure. */
import { same } from '../core/store/canonical_json';
import type { FieldValues } from '../core/types';
import type { FieldFault, FieldSpec } from '../fields/field_spec';
import { note, yes } from './field_makers';
import { faultOf } from './year_faults';

const SIGNED = ['signed_unit', 'signed_coach'];
const KEPT = ['changes', 'actions_done', 'amended_because', 'voided_because'];

/** Each side's word; with hers, whoever leads the unit says what she thinks of it. */
export const SIGNATURES: readonly FieldSpec[] = [
  yes('signed_unit'),
  note('unit_says', { editedWith: 'signed_unit', movable: true }),
  yes('signed_coach'),
];

export const isSigned = (fields: FieldValues): boolean => SIGNED.every((name) => fields[name] === true);

export const movedAfterSigning = (fields: FieldValues, before: FieldValues | null): readonly FieldFault[] =>
  movedWhileSigned(fields, before, SIGNED, 'already_agreed');

/** The same of whoever signs such a paper; `code` tells who has to take it back. */
export function movedWhileSigned(
  fields: FieldValues,
  before: FieldValues | null,
  signed: readonly string[],
  code: string,
): readonly FieldFault[] {
  if (!before || !signed.every((name) => before[name] === true)) return [];
  const others = Object.keys({ ...before, ...fields }).filter((name) => ![...signed, ...KEPT].includes(name));
  return others.filter((name) => !same(fields[name] ?? null, before[name] ?? null)).map((name) => faultOf(code, name));
}
