/** Somebody of the unit, by her id. */
import type { FieldTypeRules } from '../../../fields/field_types';

declare module '../../../fields/field_spec' {
  interface FieldTypes {
    person: true;
  }
}

export const fieldType: FieldTypeRules = {
  say: (value, _spec, _words, lookups) => (typeof value === 'string' ? lookups.agent(value) : undefined),
};
