/** Search as somebody types: by the beginnings of words, forgiving of spelling, accents and case. Pure. */
import MiniSearch from 'minisearch';

export interface SearchEntry {
  id: string;
  /** What it is called, and what else it answers to. */
  name: string;
  also?: string;
}

/** `é` is `e`, `Mas-Wahyu` is two words; double letters and `oe`, `dj`, `tj` of older spelling fall together. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('id')
    .replaceAll('oe', 'u')
    .replaceAll('dj', 'j')
    .replaceAll('tj', 'c')
    .replace(/(.)\1+/gu, '$1');
}

/** A function from what was typed to the ids that fit, best first; everything, in its order, for nothing typed. */
export function finder(things: readonly SearchEntry[]): (typed: string) => string[] {
  const index = new MiniSearch<SearchEntry>({
    fields: ['name', 'also'],
    extractField: (thing, field) => (field === 'id' ? thing.id : field === 'name' ? thing.name : (thing.also ?? '')),
    tokenize: (text) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean),
    processTerm: plain,
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.25 : false),
      boost: { name: 2 },
      combineWith: 'AND',
    },
  });
  index.addAll(things);
  return (typed) => (typed.trim() ? index.search(typed).map((hit) => String(hit.id)) : things.map((thing) => thing.id));
}
