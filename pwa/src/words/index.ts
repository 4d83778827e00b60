/**
 * The words of the page's language. A language is its `??.ts` here (which may be cut in parts, as `id.pages.ts`), one file
 * beside each kind, and `<html lang>`.
 */
import { words as id, type Words } from './id';

export type { Words };

const found = import.meta.glob<{ words: Words }>('./??.ts', { eager: true });

/** The page says which language it speaks; without a page (in tests) it is Indonesian. */
export const language = globalThis.document?.documentElement.lang || 'id';

export const words: Words = onlyOwn(found[`./${language}.ts`]?.words ?? id);

/** The file of this language among those a glob found, such as `./client/words.id.ts`. */
export function spoken<T>(files: Record<string, T>, stem: string): T | undefined {
  const of = (tongue: string): T | undefined => files[`${stem}.${tongue}.ts`] ?? files[`${stem}.${tongue}.json`];
  return onlyOwn(of(language) ?? of('id'));
}

/** Tables of words are asked for values that come from afar: `toString` and `constructor` must not be found in them. */
function onlyOwn<T>(table: T): T {
  if (typeof table !== 'object' || table === null) return table;
  Object.values(table).forEach(onlyOwn);
  return Array.isArray(table) ? table : Object.setPrototypeOf(table, null);
}
