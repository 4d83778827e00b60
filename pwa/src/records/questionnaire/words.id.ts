import type { KindWords } from '../../forms/record_kind';
import { ageBands } from '../shared_words.id';

export const words = {
  name: 'Kuesioner',
  add: 'Kuesioner lain',
  edit: 'Perbaiki kuesioner',
  fields: {
    instrument: 'Instrumen',
    version: 'Versi instrumen',
    on: 'Kapan',
    answers: 'Jawaban',
    domains: 'Skor',
    age_band: 'Kelompok umur',
    helped: 'Siapa yang mengisi',
  },
  options: {
    age_band: ageBands,
    helped: { alone: 'Dia sendiri', read_out: 'Dibacakan', with_other: 'Dibantu orang lain' },
  },
} satisfies KindWords & Record<string, unknown>;
