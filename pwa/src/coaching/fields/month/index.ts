/** A month that is over, such as `2026-10`. */
import type { FieldTypeRules } from '../../../fields/field_types';
import { monthName } from '../../../words/format';

declare module '../../../fields/field_spec' {
  interface FieldTypes {
    month: true;
  }
}

export const fieldType: FieldTypeRules = {
  say: (value) => (typeof value === 'string' ? monthName(value) : undefined),
};
