/** What every field asks: required ones given, and each right by its type. Pure. */
import type { FieldValues } from '../core/types';
import { words } from '../words';
import type { FieldFault, FieldSpec, Lookups } from './field_spec';
import { fieldTypeOf } from './field_types';
import { isGiven } from './field_values';

/** Whether a field is asked where these values stand. */
export const isAsked = (spec: FieldSpec, fields: FieldValues, lookups?: Lookups): boolean =>
  !fieldTypeOf(spec.type).silent && !spec.told && (spec.when?.(fields, lookups) ?? true);

export function shapeFaults(specs: readonly FieldSpec[], fields: FieldValues): FieldFault[] {
  return specs.filter((spec) => isAsked(spec, fields)).flatMap((spec) => shapeFault(spec, fields));
}

function shapeFault(spec: FieldSpec, fields: FieldValues): FieldFault[] {
  const detail = isGiven(fields, spec.name)
    ? fieldTypeOf(spec.type).check?.(fields[spec.name] ?? null, spec)
    : spec.required && words.faults.missing;
  return detail ? [{ fields: [spec.name], detail }] : [];
}
