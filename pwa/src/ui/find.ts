/**
 * Search as somebody types: by the beginnings of words, forgiving of spelling, accents and case. Pure.
 *
 * A hundred or a thousand short names are looked through in a millisecond or two: an index of their own would be a
 * thirtieth of the whole app.
 */

export interface SearchEntry {
  id: string;
  /** What it is called, and what else it answers to. */
  name: string;
  also?: string;
}

/** `é` is `e`; double letters and `oe`, `dj`, `tj`, `j` of older spelling fall together with what is written now. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('id')
    .replaceAll('oe', 'u')
    .replaceAll('dj', 'j')
    .replaceAll('tj', 'c')
    .replaceAll('j', 'y')
    .replace(/(.)\1+/gu, '$1');
}

/** `Ma'ruf` is one word, `Mas-Wahyu` are two. */
const wordsOf = (text: string): string[] =>
  text
    .replace(/['‘’ʼ`´]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** How people are addressed: said by one, left out by the other. */
const TITLES = new Set([
  'pak',
  'bapak',
  'bu',
  'ibu',
  'mas',
  'mbak',
  'bang',
  'abang',
  'kak',
  'kakak',
  'mbah',
  'om',
  'tante',
  'dik',
  'adik',
  'cak',
  'ning',
  'neng',
  'teh',
  'aa',
  'kang',
  'uda',
  'uni',
  'si',
]);

/** Without titles, where anything else was typed. */
function asked(typed: string): string {
  const all = wordsOf(typed);
  const names = all.filter((word) => !TITLES.has(word.toLocaleLowerCase('id')));
  return (names.length ? names : all).join(' ');
}

/** With which she is looked up: of her own name, where she is called by a title too. */
export function initialOf(name: string): string {
  const first = asked(name).charAt(0).toLocaleUpperCase('id');
  return /\p{L}/u.test(first) ? first.normalize('NFD').charAt(0) : '#';
}

/** A function from what was typed to the ids that fit, best first; everything, in its order, for nothing typed. */
export function finder(things: readonly SearchEntry[]): (typed: string) => string[] {
  let made: readonly SearchedEntry[] | undefined;
  return (typed) => {
    if (!typed.trim()) return things.map((thing) => thing.id);
    made ??= things.map(({ id, name, also = '' }) => ({ id, name: termsOf(name), also: termsOf(also) }));
    const terms = termsOf(asked(typed));
    if (!terms.length) return [];
    const fits = made.map((entry) => ({ id: entry.id, fit: fitOf(entry, terms) })).filter(({ fit }) => fit > 0);
    return fits.sort((one, other) => other.fit - one.fit).map(({ id }) => id);
  };
}

interface SearchedEntry {
  readonly id: string;
  readonly name: readonly string[];
  readonly also: readonly string[];
}

const termsOf = (text: string): string[] => wordsOf(text).map(plain);

/** 0 where one of the terms fits nothing of it; its name tells more than what else it answers to. */
function fitOf({ name, also }: SearchedEntry, terms: readonly string[]): number {
  const fits = terms.map((term) => Math.max(2 * bestOf(term, name), bestOf(term, also)));
  return fits.every((fit) => fit > 0) ? fits.reduce((sum, fit) => sum + fit, 0) : 0;
}

const bestOf = (term: string, words: readonly string[]): number =>
  words.reduce((best, word) => Math.max(best, nearness(term, word)), 0);

/** 3 for the word itself, less the more of it is left out, down to 2; up to 1 for one that is nearly it. */
function nearness(term: string, word: string): number {
  if (word.startsWith(term)) return 2 + term.length / word.length;
  const most = term.length > 3 ? Math.round(term.length / 4) : 0;
  if (Math.abs(term.length - word.length) > most) return 0;
  const letters = lettersApart(term, word);
  return letters <= most ? 1 / (1 + letters) : 0;
}

/** How many letters have to be added, left out or changed (Levenshtein). */
function lettersApart(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let at = 1; at <= other.length; at++) {
      const changed = (above[at - 1] ?? 0) + (one[row - 1] === other[at - 1] ? 0 : 1);
      line.push(Math.min(changed, (above[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[other.length] ?? 0;
}
