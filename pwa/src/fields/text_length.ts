/** A text no longer than its field takes. Pure. */
import { tooLong } from '../ui/text_room';
import type { FieldSpec } from './field_spec';

/** Where a field names none. */
const LONGEST = 2000;

export const mostOf = ({ max = LONGEST }: FieldSpec): number => max;

export const checkLength = (value: unknown, spec: FieldSpec): string | undefined =>
  typeof value === 'string' ? tooLong(value, mostOf(spec)) : undefined;
