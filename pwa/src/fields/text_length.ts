/** A text no longer than its field takes, counted in letters as people count them. Pure. */
import { words } from '../words';
import type { FieldSpec } from './field_spec';

/** Where a field names none. */
const LONGEST = 2000;

export function checkLength(value: unknown, { max = LONGEST }: FieldSpec): string | undefined {
  return typeof value === 'string' && [...value].length > max ? words.faults.long(max) : undefined;
}
