import type { KindWords } from '../../forms/record_kind';

export const words = {
  name: 'Hasil pelatihan kerja',
  add: 'Hasil pelatihan kerja',
  edit: 'Perbaiki hasil pelatihan kerja',
  fields: {
    training: 'Pelatihan yang mana',
    point: 'Berapa lama setelah selesai',
    on: 'Kapan ditanyakan',
    state: 'Sekarang dia sedang apa',
    income: 'Penghasilannya',
    relapse_since: 'Memakai lagi sejak pelatihan selesai?',
    note: 'Catatan',
  },
  options: {
    point: { m1: '1 bulan', m3: '3 bulan', m6: '6 bulan' },
    state: {
      working_in_trade: 'Kerja di bidang itu',
      working_other: 'Kerja di bidang lain',
      business: 'Punya usaha',
      apprentice: 'Magang',
      school: 'Sekolah',
      seeking: 'Mencari kerja',
      none: 'Belum bekerja',
      lost: 'Tidak ketemu lagi',
    },
    income: { none: 'Belum ada', sometimes: 'Kadang ada', steady: 'Tetap' },
    relapse_since: { no: 'Tidak', yes: 'Ya', unknown: 'Tidak tahu' },
  },
  folds: { more: 'Tulis lebih lengkap' },
  title: (after: string) => `Hasil pelatihan kerja, ${after}`,
  noneEnded: 'Belum ada pelatihan kerja yang selesai',
} satisfies KindWords & Record<string, unknown>;
