/** A whole number from 0 to `max`. */
import { words } from '../../words';
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    number: true;
  }
}

export const fieldType: FieldTypeRules = {
  check: (value, { max = Number.POSITIVE_INFINITY }) =>
    typeof value === 'number' && value >= 0 && value <= max ? undefined : words.faults.number(max),
};
