import type { KindWords } from '../../forms/record_kind';
import { more, readers } from '../shared_words.id';

export const words = {
  name: 'Advokasi',
  add: 'Catat advokasi',
  edit: 'Perbaiki advokasi',
  tasks: { advocacy_again: 'Tanyakan lagi janji mereka' },
  fields: {
    on: 'Kapan',
    level: 'Tingkat',
    to: 'Bicara dengan siapa',
    wanted: 'Yang diminta',
    answer: 'Jawabannya',
    promised_by: 'Dijanjikan sampai',
    note: 'Catatan',
  },
  hints: { note: readers },
  options: {
    level: {
      village: 'Desa atau kelurahan',
      kecamatan: 'Kecamatan',
      kabupaten: 'Kabupaten atau kota',
      province: 'Provinsi',
    },
    to: {
      lurah: 'Lurah atau kades',
      camat: 'Camat',
      bupati: 'Bupati atau wali kota',
      dpmd: 'Dinas PMD',
      dinkes: 'Dinas kesehatan',
      dinsos: 'Dinas sosial',
      disnaker: 'Dinas tenaga kerja',
      kesbangpol: 'Kesbangpol',
      polsek: 'Polsek',
      koramil: 'Koramil',
      tp_pkk: 'Tim PKK',
      fkdm: 'FKDM',
      karang_taruna: 'Karang taruna',
      religious: 'Tokoh agama',
    },
    wanted: {
      sk: 'SK',
      funds: 'Dana',
      room: 'Ruang',
      people: 'Orang',
      cooperation: 'Kerja sama',
      vocational: 'Pelatihan kerja',
    },
    answer: { yes: 'Setuju', later: 'Nanti', no: 'Tidak' },
  },
  folds: more,
} satisfies KindWords & Record<string, unknown>;
