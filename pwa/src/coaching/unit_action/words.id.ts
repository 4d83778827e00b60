import type { KindWords } from '../../forms/record_kind';
import { more, owners, readers } from '../shared_words.id';

export const words = {
  name: 'Tindakan',
  add: 'Catat tindakan',
  edit: 'Perbaiki tindakan',
  tasks: { unit_action: 'Tindakan yang disepakati' },
  fields: {
    what: 'Apa yang dilakukan',
    owner: 'Siapa yang melakukan',
    due: 'Paling lambat',
    status: 'Tahapnya',
    done_on: 'Selesai tanggal',
    proof: 'Foto bukti',
    problem: 'Menjawab masalah',
    swot: 'Dari analisis SWOT',
    assistance: 'Disepakati saat asistensi',
    note: 'Catatan',
  },
  hints: { proof: 'Misalnya jadwal atau surat yang dibuat. Dibaca juga kepala desa atau lurah.', note: readers },
  adds: { proof: 'Foto bukti tindakan' },
  options: {
    owner: owners,
    status: { open: 'Belum mulai', doing: 'Sedang dikerjakan', done: 'Selesai', dropped: 'Tidak jadi' },
  },
  folds: more,
  by: (when: string) => `paling lambat ${when}`,
} satisfies KindWords & Record<string, unknown>;
