/** Says a value by its shape alone. Pure. */
import type { Json } from '../core/types';
import { words } from '../words';
import { list, number } from '../words/format';

const NO_OPTIONS = Object.create(null);

/** A value of any shape, its words looked up among these. */
export function sayValue(value: Json, options: { readonly [value: string]: string } = NO_OPTIONS): string {
  if (typeof value === 'boolean') return value ? words.ui.yes : words.ui.no;
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return list(value.map((one) => sayValue(one, options)));
  if (typeof value !== 'string') return JSON.stringify(value);
  return Object.hasOwn(options, value) ? (options[value] ?? value) : value;
}
