/** Yes or no; neither is not answered. */
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    yes: true;
  }
}

export const fieldType: FieldTypeRules = {};
