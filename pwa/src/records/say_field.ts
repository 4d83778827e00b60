/** Says a field's value in words; what this app does not know it shows as it stands. Pure. */
import type { Json } from '../core/types';
import { words } from '../words';
import { day, list, number } from '../words/format';
import type { About, FieldSpec, Kind } from './kind';

export function say(kind: Kind, name: string, value: Json | undefined, about: About): string {
  if (value === null || value === undefined || value === '') return words.ui.notGiven;
  const spec = kind.fields.find((one) => one.name === name);
  return spec ? sayAs(kind, spec, value, about) : raw(value);
}

function sayAs(kind: Kind, spec: FieldSpec, value: Json, about: About): string {
  if (typeof value === 'boolean') return value ? words.ui.yes : words.ui.no;
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return list(value.map((one) => sayAs(kind, spec, one, about)));
  if (typeof value !== 'string') return raw(value);
  if (spec.type === 'day') return day(value, about.today);
  if (spec.type === 'partner' || spec.type === 'partners') return about.partner(value);
  if (spec.type === 'village') return about.village(value);
  return kind.words.options[spec.name]?.[value] ?? value;
}

const raw = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A field's name in words. */
export const label = (kind: Kind, name: string): string =>
  kind.words.fields[name] ?? words.fields[name as keyof typeof words.fields] ?? name;
