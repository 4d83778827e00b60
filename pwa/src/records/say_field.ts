/** Says a field's value in words; what this app does not know it shows as it stands. Pure. */
import type { Json } from '../core/types';
import { words } from '../words';
import { day, list, number } from '../words/format';
import type { FieldSpec, Lookups, RecordKind } from './kind';

export function sayField(kind: RecordKind, name: string, value: Json | undefined, lookups: Lookups): string {
  if (value === null || value === undefined || value === '') return words.ui.notGiven;
  const spec = kind.fields.find((one) => one.name === name);
  return spec ? sayAs(kind, spec, value, lookups) : raw(value);
}

function sayAs(kind: RecordKind, spec: FieldSpec, value: Json, lookups: Lookups): string {
  if (typeof value === 'boolean') return value ? words.ui.yes : words.ui.no;
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return list(value.map((one) => sayAs(kind, spec, one, lookups)));
  if (typeof value !== 'string') return raw(value);
  if (spec.type === 'day') return day(value, lookups.today);
  if (spec.type === 'partner' || spec.type === 'partners') return lookups.partner(value);
  if (spec.type === 'village') return lookups.village(value);
  const said: unknown = kind.words.options[spec.name]?.[value];
  // A value such as `constructor` is no option, though every object has one of that name.
  return typeof said === 'string' ? said : value;
}

const raw = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A field's name in words. */
export const fieldLabel = (kind: RecordKind, name: string): string =>
  kind.words.fields[name] ?? words.fields[name as keyof typeof words.fields] ?? name;
