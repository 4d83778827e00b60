/** One text per value, as the server has it: sorted names, no blanks. Two values are the same if their texts are. */

import type { Json } from '../types.ts';

function sorted(value: Json | undefined): Json {
  if (value === undefined || value === null || typeof value !== 'object') return value ?? null;
  if (Array.isArray(value)) return value.map(sorted);
  const named = Object.entries(value as { readonly [name: string]: Json });
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, sorted(one)]));
}

/** Absent and null are the same. */
export const canonical = (value: Json | undefined): string => JSON.stringify(sorted(value));

export const same = (one: Json | undefined, other: Json | undefined): boolean =>
  one === other || canonical(one) === canonical(other);
