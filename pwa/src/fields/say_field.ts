/** Says a field's value in words; what this app does not know it shows as it stands. Never throws. Pure. */
import type { Json } from '../core/types';
import { words } from '../words';
import type { FieldSet, Lookups } from './field_spec';
import { fieldTypeOf } from './field_types';
import { sayValue } from './say_value';

export function sayField(set: FieldSet, name: string, value: Json | undefined, lookups: Lookups): string {
  if (value === null || value === undefined || value === '') return words.ui.notGiven;
  const spec = set.fields.find((one) => one.name === name);
  return (
    (spec && fieldTypeOf(spec.type).say?.(value, spec, set.words, lookups)) ?? sayValue(value, set.words.options[name])
  );
}

/** A field's name in words. */
export const fieldLabel = (set: FieldSet, name: string): string =>
  set.words.fields[name] ?? words.fields[name as keyof typeof words.fields] ?? name;
