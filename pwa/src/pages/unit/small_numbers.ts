/**
 * Which numbers of people may leave a unit: none under `least`, and none from which one of these could be worked out. Pure.
 *
 * `api/records/small_numbers.py` is the same in Python and says why; both read `tests/vectors/small_numbers.json`.
 */

/** The number; or that it is less than `least`; or not even that. */
export type ToldNumber = number | 'few' | 'hidden';

export const toldWhole = (whole: number, least: number): ToldNumber => (whole >= least ? whole : 'few');

/** `complete`: the parts add up to the whole; else a rest remains, which is not shown, but found by whoever subtracts. */
export function toldParts(whole: number, parts: readonly number[], least: number, complete: boolean): ToldNumber[] {
  if (whole < least) return parts.map(() => 'few');
  const rest = whole - sum(parts);
  const isFew = (part: number): boolean => part < least;
  if (!parts.some(isFew) && (rest === 0 || !isFew(rest))) return [...parts];
  const restCovers = !complete && !isFew(rest);
  const cover = restCovers ? -1 : parts.findIndex((part) => !isFew(part));
  const untold = rest + sum(parts.filter((part, at) => isFew(part) || at === cover));
  const others = parts.length - (complete ? 1 : 0);
  const enough = restCovers || cover >= 0 ? untold >= 2 * least - 1 : untold <= (least - 1) * others;
  if (!enough) return parts.map(() => 'hidden');
  return parts.map((part, at) => (at === cover ? 'hidden' : toldWhole(part, least)));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
