/** Apart from the words of the page: a card is seldom made. */
import { spoken } from '../../words';
import { words as id } from './card_words.id';

const files = import.meta.glob<typeof id>('./card_words.*.ts', { eager: true, import: 'words' });

export const w = spoken(files, './card_words') ?? id;
