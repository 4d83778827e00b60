/** The words of what offices write for areas. What a paper's own fields are called is said by its kind. */
import type { PaperWords } from './told_papers';

export const words = {
  loading: 'Memuat…',
  whose: 'Kantor yang dilihat',
  its: 'Dari kantor ini',
  itsNone: 'Kantor ini belum mencatat.',
  itsAbove: 'Dari kantor di atasnya',
  above: 'Dari kantor di atas Anda',
  edit: 'Perbaiki',
  offices: {
    country: () => 'BNN pusat',
    province: (name: string) => `BNNP ${name}`,
    district: (name: string) => `BNNK ${name}`,
  },
  areas: (first: string, others: string) => `${first} dan ${others} wilayah lain`,
  regions: 'Untuk wilayah',
  regionsHint: 'Pilih satu atau lebih.',
  readers: 'Dibaca kantor BNN di wilayahnya. Jangan sebut klien.',
  missing: 'Bagian ini perlu diisi.',
  wrong: 'Ada yang perlu diperbaiki di bawah.',
  save: 'Simpan',
  reload: 'Buang isian saya dan muat ulang',
  voiding: 'Tandai salah catat',
  voidLine: 'Tidak dihitung lagi di mana pun, dan tetap terlihat di daftar kantor Anda.',
  voidBecause: 'Kenapa salah catat',
  voidedShort: 'Salah catat',
  voided: (because: string) => `Salah catat: ${because}`,
};

export const agreementWords = {
  title: 'Perjanjian wilayah',
  line: 'Selama berlaku, klien unit di wilayahnya dirujuk ke lembaga itu tanpa perlu menulis alasan. HP unit mengetahuinya saat tersambung.',
  none: 'Belum ada perjanjian',
  noneLine: 'Catat perjanjian (PKS atau MoU) kantor Anda dengan lembaga, dan wilayah tempat perjanjian itu berlaku.',
  own: 'Perjanjian kantor Anda',
  ownNone: 'Kantor Anda belum mencatat perjanjian.',
  add: 'Catat perjanjian',
  renew: 'Catat penggantinya',
  writtenBy: 'Ditandatangani oleh',
  saved: 'Tersimpan. HP unit di wilayahnya mengetahuinya saat tersambung.',
  elsewhere:
    'Perjanjian ini baru saja diubah rekan sekantor. Isian Anda masih di sini. Muat ulang untuk melihat yang sekarang.',
  states: {
    ending: 'Hampir habis',
    valid: 'Berlaku',
    coming: 'Belum mulai',
    over: 'Berakhir',
    voided: words.voidedShort,
  },
  until: (when: string) => `sampai ${when}`,
  from: (when: string) => `mulai ${when}`,
  ended: (when: string) => `berakhir ${when}`,
  soon: (when: string) =>
    `Berakhir ${when}, dan penggantinya belum dicatat. Urus sekarang supaya rujukan tidak terhambat.`,
} satisfies PaperWords & Record<string, unknown>;

export const trainingWords = {
  title: 'Bimtek wilayah',
  line: 'Bimtek untuk petugas dan agen dari beberapa unit atau satker. Dihitung sekali di setiap tingkat, kalau di wilayahnya ada unit.',
  none: 'Belum ada bimtek',
  noneLine:
    'Catat bimtek yang diadakan kantor Anda untuk beberapa unit atau satker. Bimtek untuk satu unit dicatat di unitnya.',
  own: 'Bimtek kantor Anda',
  ownNone: 'Kantor Anda belum mencatat bimtek.',
  add: 'Catat bimtek',
  writtenBy: 'Dicatat oleh',
  saved: 'Tersimpan. Masuk hitungan malam ini, kalau bimteknya sudah selesai.',
  elsewhere:
    'Bimtek ini baru saja diubah rekan sekantor. Isian Anda masih di sini. Muat ulang untuk melihat yang sekarang.',
  fields: {
    agents: 'Berapa agen unit yang datang',
    offices: 'Satker yang datang',
    'offices.satker': 'Nama satker',
    'offices.people': 'Berapa orang datang',
    'offices.passed': 'Berapa yang lulus',
  },
  adds: { offices: 'Tambah satker' },
  people: (count: string) => `${count} orang`,
} satisfies PaperWords & Record<string, unknown>;
