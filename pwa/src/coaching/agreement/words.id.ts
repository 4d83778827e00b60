import type { KindWords } from '../../forms/record_kind';
import { words as funding } from '../funding/words.id';
import { more, readers } from '../shared_words.id';

export const words = {
  name: 'Perjanjian (PKS)',
  add: 'Catat perjanjian',
  edit: 'Perbaiki perjanjian',
  tasks: { agreement_ends: 'Urus perjanjian yang baru' },
  fields: {
    institution: 'Dengan lembaga',
    number: 'Nomor perjanjian',
    on: 'Ditandatangani tanggal',
    starts_on: 'Berlaku mulai',
    ends_on: 'Berlaku sampai',
    scope: 'Untuk apa saja',
    budget_lines: 'Anggaran di perjanjian',
    'budget_lines.what': 'Untuk apa',
    'budget_lines.line': 'Jenis anggaran',
    'budget_lines.amount': 'Rupiah setahun',
    sop_version: 'SOP yang dipakai',
    sop: 'Foto SOP',
    contacts: 'Kantor atau loket yang bisa dihubungi',
    legal_basis: 'Dasar hukum',
    renews: 'Menggantikan perjanjian',
    series: 'Perjanjian beberapa unit',
    note: 'Catatan',
  },
  hints: {
    budget_lines: 'Jangan lupa baris untuk pencatatan dan laporan.',
    sop: 'Satu foto untuk satu halaman.',
    note: readers,
  },
  options: {
    scope: {
      assessment: 'Pemeriksaan (asesmen)',
      outpatient: 'Rawat jalan',
      inpatient: 'Rawat inap',
      aftercare: 'Bina lanjut',
      vocational: 'Pelatihan kerja',
      legal: 'Bantuan hukum',
      social_aid: 'Bantuan sosial',
      data_exchange: 'Tukar data',
    },
    'budget_lines.line': funding.options.line,
  },
  adds: { budget_lines: 'Tambah baris anggaran', sop: 'Foto halaman SOP' },
  folds: more,
  until: (when: string) => `sampai ${when}`,
  over: 'sudah berakhir',
  lines: (count: string) => `${count} baris anggaran`,
} satisfies KindWords & Record<string, unknown>;
