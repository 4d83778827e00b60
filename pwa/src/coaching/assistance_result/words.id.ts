import type { KindWords } from '../../forms/record_kind';
import { readers, signed, unitSaid, year } from '../shared_words.id';

export const words = {
  name: 'Hasil asistensi',
  add: 'Tulis hasil asistensi',
  edit: 'Perbaiki hasil asistensi',
  fields: {
    year,
    monitoring: 'Monitoring yang dipakai',
    changes: 'Yang berubah',
    actions_done: 'Tindakan yang selesai tahun itu',
    recommend: 'Saran untuk tahun depan',
    because: 'Alasannya',
    ...signed,
  },
  hints: { because: readers, unit_says: readers },
  options: {
    recommend: {
      continue: 'Lanjutkan',
      strengthen: 'Perkuat',
      make_independent: 'Jadikan mandiri',
      merge: 'Gabung dengan unit lain',
      pause: 'Istirahat dulu',
      stop: 'Hentikan',
    },
  },
  unitSaid,
  first: 'Isi dulu monitoring tengah atau akhir',
} satisfies KindWords & Record<string, unknown>;
