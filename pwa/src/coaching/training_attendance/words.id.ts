import type { KindWords } from '../../forms/record_kind';

export const words = {
  name: 'Peserta bimtek',
  add: 'Tambah peserta bimtek',
  edit: 'Perbaiki peserta',
  fields: {
    training: 'Bimtek',
    person: 'Agen',
    satker: 'Dari kantor mana',
    pre: 'Nilai sebelum',
    post: 'Nilai sesudah',
    passed: 'Lulus',
    certificate_no: 'Nomor sertifikat',
  },
  hints: { satker: 'Untuk peserta yang bukan agen unit ini.' },
  options: {},
  passed: 'lulus',
  failed: 'belum lulus',
  scores: (pre: string, post: string) => `nilai ${pre} → ${post}`,
  first: 'Catat bimteknya dulu',
} satisfies KindWords & Record<string, unknown>;
