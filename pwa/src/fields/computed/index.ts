/** Written by the kind itself, never asked. */
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    computed: true;
  }
}

export const fieldType: FieldTypeRules = { silent: true };
