/** What each page says of itself to whoever presses the question mark: replaceable text, by the page's name. */
import { spoken } from '../words';
import id from './help.id.json';

export type HelpKey = keyof typeof id;

const texts = spoken(import.meta.glob<typeof id>('./help.*.json', { eager: true, import: 'default' }), './help') ?? id;

/** Nothing where nobody has written any. */
export const helpOf = (key: string | undefined, role = ''): readonly string[] =>
  said(`${key}.${role}`) ?? said(key) ?? [];

const said = (key = ''): readonly string[] | undefined =>
  (texts as { readonly [key: string]: readonly string[] | undefined })[key];
