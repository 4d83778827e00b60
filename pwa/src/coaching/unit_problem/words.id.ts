import type { KindWords } from '../../forms/record_kind';
import { more, owners, readers } from '../shared_words.id';

export const words = {
  name: 'Masalah unit',
  add: 'Catat masalah',
  edit: 'Perbaiki masalah',
  fields: {
    on: 'Kapan ditemukan',
    aspect: 'Terletak di mana',
    what: 'Masalahnya',
    cause: 'Penyebabnya',
    impact: 'Akibatnya',
    urgency: 'Mendesak (1 sampai 5)',
    seriousness: 'Berat (1 sampai 5)',
    growth: 'Cepat membesar (1 sampai 5)',
    score: 'Nilai',
    owner: 'Siapa yang menyelesaikan',
    status: 'Tahapnya',
  },
  hints: { cause: readers, impact: readers, urgency: '1 bisa menunggu, 5 harus sekarang.' },
  options: {
    aspect: { input: 'Yang dimiliki unit', process: 'Yang dikerjakan', output: 'Hasilnya' },
    owner: owners,
    status: { open: 'Belum dikerjakan', planned: 'Direncanakan', done: 'Selesai', accepted: 'Diterima apa adanya' },
  },
  folds: more,
  score: (points: string) => `nilai ${points}`,
} satisfies KindWords & Record<string, unknown>;
