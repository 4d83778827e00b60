/** One of its options. */
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    one: true;
  }
}

export const fieldType: FieldTypeRules = {};
