/** Several institutions, by their ids. */
import { list } from '../../words/format';
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    partners: true;
  }
}

export const fieldType: FieldTypeRules = {
  say: (value, _spec, _words, lookups) =>
    Array.isArray(value) && value.every((one) => typeof one === 'string')
      ? list(value.map(lookups.partner))
      : undefined,
};
