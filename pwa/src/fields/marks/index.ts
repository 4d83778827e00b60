/** A mark for each of a few things: those that are given, each with one of its options. */
import type { FieldValues, Json } from '../../core/types';
import { list } from '../../words/format';
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    marks: true;
  }
}

export const marksOf = (value: Json | undefined): FieldValues =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FieldValues) : {};

export const fieldType: FieldTypeRules = {
  say: (value, spec, { options }) => {
    const given = Object.entries(marksOf(value));
    if (given.length === 0) return undefined;
    return list(
      given.map(([name, mark]) => {
        const given = typeof mark === 'string' ? mark : JSON.stringify(mark);
        const said = options[`${spec.name}.mark`]?.[given] ?? given;
        return `${options[spec.name]?.[name] ?? name}: ${said.toLocaleLowerCase('id')}`;
      }),
    );
  },
};
