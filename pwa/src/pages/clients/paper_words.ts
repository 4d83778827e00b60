/** Apart from the words of the page: these papers are seldom made. */
import { spoken } from '../../words';
import { words as id } from './paper_words.id';

const files = import.meta.glob<typeof id>('./paper_words.*.ts', { eager: true, import: 'words' });

export const w = spoken(files, './paper_words') ?? id;

/** A label and what is said beside it. */
export type PaperLine = readonly [label: string, said: string];
