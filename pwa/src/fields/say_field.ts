/** Says a field's value in words; what this app does not know it shows as it stands. Never throws. Pure. */
import type { Json } from '../core/types';
import { words } from '../words';
import { list, number } from '../words/format';
import type { FieldSet, Lookups } from './field_spec';
import { fieldTypeOf } from './field_types';

const NO_OPTIONS = Object.create(null);

export function sayField(set: FieldSet, name: string, value: Json | undefined, lookups: Lookups): string {
  if (value === null || value === undefined || value === '') return words.ui.notGiven;
  const spec = set.fields.find((one) => one.name === name);
  return (
    (spec && fieldTypeOf(spec.type).say?.(value, spec, set.words, lookups)) ?? sayValue(value, set.words.options[name])
  );
}

/** A value of any shape, its words looked up among these. */
export function sayValue(value: Json, options: { readonly [value: string]: string } = NO_OPTIONS): string {
  if (typeof value === 'boolean') return value ? words.ui.yes : words.ui.no;
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return list(value.map((one) => sayValue(one, options)));
  if (typeof value !== 'string') return JSON.stringify(value);
  return options[value] ?? value;
}

/** A field's name in words. */
export const fieldLabel = (set: FieldSet, name: string): string =>
  set.words.fields[name] ?? words.fields[name as keyof typeof words.fields] ?? name;
