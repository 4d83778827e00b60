import type { KindWords } from '../../forms/record_kind';
import { ageBands } from '../shared_words.id';

export const words = {
  name: 'Kualitas hidup',
  add: 'Kualitas hidup',
  edit: 'Perbaiki kualitas hidup',
  fields: {
    instrument: 'Instrumen',
    version: 'Versi instrumen',
    on: 'Kapan',
    point: 'Saat apa ini ditanyakan',
    answers: 'Jawaban',
    domains: 'Skor',
    age_band: 'Kelompok umur',
    helped: 'Siapa yang mengisi',
  },
  hints: { helped: 'Kalau dibacakan, lebih baik oleh orang yang tidak mendampingi dia.' },
  options: {
    point: {
      start: 'Awal',
      mid: 'Tengah',
      end: 'Akhir',
      m1: '1 bulan sesudah selesai',
      m3: '3 bulan sesudah selesai',
      m6: '6 bulan sesudah selesai',
    },
    age_band: ageBands,
    helped: { alone: 'Dia sendiri', read_out: 'Dibacakan', with_other: 'Dibantu orang lain' },
  },
  over: 'Kualitas hidup dari waktu ke waktu',
} satisfies KindWords & Record<string, unknown>;
