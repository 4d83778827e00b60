/** One of five faces, from 1 to 5. */
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    faces: true;
  }
}

export const FACES: readonly number[] = [1, 2, 3, 4, 5];

export const fieldType: FieldTypeRules = {
  say: (value, spec, words) =>
    typeof value === 'number' ? (words.options[spec.name]?.[String(value)] ?? String(value)) : undefined,
};
