/** Search as somebody types: by the beginnings of words, forgiving of spelling, accents and case. Pure. */
import MiniSearch from 'minisearch';

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
  let made: MiniSearch<SearchEntry> | undefined;
  return (typed) => {
    if (!typed.trim()) return things.map((thing) => thing.id);
    made ??= indexOf(things);
    return made.search(asked(typed)).map((hit) => String(hit.id));
  };
}

/** Made at the first letter: most lists are looked at and not searched. */
function indexOf(things: readonly SearchEntry[]): MiniSearch<SearchEntry> {
  const index = new MiniSearch<SearchEntry>({
    fields: ['name', 'also'],
    extractField: (thing, field) => (field === 'id' ? thing.id : field === 'name' ? thing.name : (thing.also ?? '')),
    tokenize: wordsOf,
    processTerm: plain,
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.25 : false),
      boost: { name: 2 },
      combineWith: 'AND',
    },
  });
  index.addAll(things);
  return index;
}
