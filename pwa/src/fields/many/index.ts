/** Any number of its options. */
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    many: true;
  }
}

export const fieldType: FieldTypeRules = {};
