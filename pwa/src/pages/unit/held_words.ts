/** The words of what is held, apart from those of the unit's pages: whoever coaches units has no other of these. */
import { spoken } from '../../words';
import { words as id } from './held_words.id';

const files = import.meta.glob<typeof id>('./held_words.*.ts', { eager: true, import: 'words' });

export const w = spoken(files, './held_words') ?? id;
