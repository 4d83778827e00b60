/** One text per value, as the server compares it; absent and null are the same. */

import type { Json } from './types';

export function canonical(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object') {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export const same = (one: Json | undefined, other: Json | undefined): boolean => canonical(one) === canonical(other);
