import type { KindWords } from '../../forms/record_kind';
import { words as meeting } from '../meeting/words.id';

export const words = {
  name: 'Pertemuan kelompok',
  add: 'Catat pertemuan kelompok',
  edit: 'Perbaiki pertemuan kelompok',
  fields: {
    on: 'Kapan',
    theme: 'Temanya',
    leader: 'Siapa yang memimpin',
    place: 'Di mana',
    head_count: 'Berapa orang hadir',
    minutes: 'Berapa menit',
    note: 'Catatan',
  },
  hints: { note: 'Jangan sebut siapa pun yang hadir. Semua rekan di unit membaca ini.' },
  options: {
    theme: meeting.options.theme,
    leader: {
      agent: 'Agen pemulihan',
      bnnk: 'BNNK',
      puskesmas: 'Puskesmas',
      ex_user: 'Mantan pemakai',
      religious: 'Tokoh agama',
      other: 'Lainnya',
    },
    place: { post: 'Posko', home: 'Rumah', public: 'Tempat umum', worship: 'Tempat ibadah', other: 'Lainnya' },
  },
  folds: { more: 'Tulis lebih lengkap' },
  who: 'Klien Anda yang ikut',
  whoHint: 'Tertulis di catatan masing-masing, bukan di catatan kelompok. Yang tidak ikut, lewati.',
  attended: { came: 'Datang', late: 'Terlambat', absent: 'Tidak datang' },
  heads: (many: number) => `${many} orang`,
} satisfies KindWords & Record<string, unknown>;
