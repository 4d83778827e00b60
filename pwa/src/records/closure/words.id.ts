import type { KindWords } from '../../forms/record_kind';

export const words = {
  name: 'Penutupan',
  add: 'Tutup pendampingan',
  edit: 'Perbaiki catatan penutupan',
  fields: {
    on: 'Tanggal ditutup',
    reason: 'Kenapa ditutup',
    plan_result: 'Yang dia inginkan',
    aftercare_offered: 'Sudah ditawari bina lanjut?',
    aftercare_outcome: 'Keadaannya setelah bina lanjut',
    qol_end: 'Kualitas hidup di akhir',
    qol_why: 'Kenapa kualitas hidup tidak diukur di akhir',
    goodbye_letter: 'Surat selesai sudah diberikan?',
    survey_invited: 'Sudah diajak mengisi survei?',
    note: 'Catatan',
  },
  options: {
    reason: {
      finished: 'Selesai',
      not_continued: 'Tidak melanjutkan',
      moved: 'Pindah',
      referred: 'Dirujuk',
      died: 'Meninggal',
      detained: 'Ditahan',
      refused: 'Tidak mau lagi',
    },
    plan_result: { reached: 'Tercapai', partly: 'Sebagian', not_reached: 'Belum tercapai' },
    aftercare_outcome: {
      stable: 'Baik, tidak memakai',
      relapsed: 'Kambuh',
      unknown: 'Tidak tahu',
      not_done: 'Tidak ada bina lanjut',
    },
  },
  folds: { more: 'Surat, survei, dan catatan' },
  open: 'Yang masih terbuka',
  openLine: 'Bisa diselesaikan dulu, atau ditutup begini saja.',
  danger: 'Ada tanda bahaya yang belum selesai. Selesaikan dulu, baru tutup.',
} satisfies KindWords & Record<string, unknown>;
