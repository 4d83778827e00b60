/** A text no longer than its field takes, counted in letters as people count them. Pure. */
import { words } from '../words';
import type { FieldSpec } from './field_spec';

export function checkLength(value: unknown, spec: FieldSpec): string | undefined {
  const long = typeof value === 'string' && spec.max !== undefined && [...value].length > spec.max;
  return long ? words.faults.long(spec.max) : undefined;
}
