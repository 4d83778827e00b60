/** Apart from the words of the day: only whoever leads a unit has these. */
import { spoken } from '../../words';
import { words as id } from './danger_words.id';

const files = import.meta.glob<typeof id>('./danger_words.*.ts', { eager: true, import: 'words' });

export const w = spoken(files, './danger_words') ?? id;
