/** A year: a number that is said without a point for thousands. */
import type { FieldTypeRules } from '../../../fields/field_types';
import { fieldType as number } from '../../../fields/number';

declare module '../../../fields/field_spec' {
  interface FieldTypes {
    year: true;
  }
}

export const fieldType: FieldTypeRules = {
  ...number,
  say: (value) => (typeof value === 'number' ? String(value) : undefined),
};
