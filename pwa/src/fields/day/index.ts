/** A day, `YYYY-MM-DD`. */
import { day } from '../../words/format';
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    day: true;
  }
}

export const fieldType: FieldTypeRules = {
  say: (value, _spec, _words, lookups) => (typeof value === 'string' ? day(value, lookups.today) : undefined),
};
