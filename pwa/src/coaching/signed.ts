/** What unit and officer both agreed to stands, as `api/records/coaching/signed.py` has it. Pure. */
import { same } from '../core/store/canonical_json';
import type { FieldValues } from '../core/types';
import type { FieldFault, FieldSpec } from '../fields/field_spec';
import { yes } from './field_makers';
import { faultOf } from './year_faults';

const SIGNED = ['signed_unit', 'signed_coach'];
const KEPT = ['changes', 'actions_done', 'amended_because', 'voided_because'];

export const SIGNATURES: readonly FieldSpec[] = SIGNED.map((name) => yes(name));

export const isSigned = (fields: FieldValues): boolean => SIGNED.every((name) => fields[name] === true);

export function movedAfterSigning(fields: FieldValues, before: FieldValues | null): readonly FieldFault[] {
  if (!before || !isSigned(before)) return [];
  const others = Object.keys({ ...before, ...fields }).filter((name) => ![...SIGNED, ...KEPT].includes(name));
  return others
    .filter((name) => !same(fields[name] ?? null, before[name] ?? null))
    .map((name) => faultOf('already_agreed', name));
}
