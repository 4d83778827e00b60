/** The first letters of a list that is too long to be looked through. Pure. */
import { initialOf } from './find';

/** So many fit on two or three screens; above it she jumps by letters. */
export const LOOKED_THROUGH = 20;

/** {letter: how many are called so}, in order; empty where a list is short or all begin alike. */
export function lettersOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (names.length <= LOOKED_THROUGH) return counts;
  for (const letter of names.map(initialOf).sort()) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts.size > 1 ? counts : new Map();
}
