/** Apart from the words about what clients then ask: that is for whoever leads the unit. */
import { spoken } from '../../words';
import { words as id } from './own_words.id';

const files = import.meta.glob<typeof id>('./own_words.*.ts', { eager: true, import: 'words' });

export const w = spoken(files, './own_words') ?? id;
