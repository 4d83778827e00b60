/** The words of these screens in the page's language. */
import { language, spoken } from '../words';
import { words as id } from './words.id';

const files = import.meta.glob<typeof id>('./words.??.ts', { eager: true, import: 'words' });

export const words = spoken(files, './words') ?? id;

/** `gelek atau cimeng`. */
export const either = (names: readonly string[]): string =>
  new Intl.ListFormat(`${language}-ID`, { type: 'disjunction' }).format(names);

/** A name as it begins a line. */
export const capital = (name: string): string => name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
