/** A village of the unit, by its code. */
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    village: true;
  }
}

export const fieldType: FieldTypeRules = {
  say: (value, _spec, _words, lookups) => (typeof value === 'string' ? lookups.village(value) : undefined),
};
