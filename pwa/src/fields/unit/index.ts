/** Another unit, by its id. */
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    unit: true;
  }
}

export const fieldType: FieldTypeRules = {
  say: (value, _spec, _words, lookups) => (typeof value === 'string' ? lookups.unit(value) : undefined),
};
