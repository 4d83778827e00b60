import { spoken } from '../../../words';
import { words as id } from './words.id';

export const words =
  spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
