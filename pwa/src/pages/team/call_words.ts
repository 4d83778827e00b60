/** Apart from the words of her own page: only whoever leads the unit reads who called. */
import { spoken } from '../../words';
import { words as id } from './call_words.id';

const files = import.meta.glob<typeof id>('./call_words.*.ts', { eager: true, import: 'words' });

export const w = spoken(files, './call_words') ?? id;
