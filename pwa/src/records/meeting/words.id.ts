import type { KindWords } from '../../forms/record_kind';
import { dangers, support } from '../shared_words.id';

export const words = {
  name: 'Pertemuan',
  add: 'Catat pertemuan',
  edit: 'Perbaiki pertemuan',
  fields: {
    on: 'Kapan',
    plan: 'Rencana',
    group: 'Kelompok',
    form: 'Bentuk pertemuan',
    attended: 'Apakah dia datang?',
    theme: 'Tentang apa',
    mood: 'Perasaannya, dia sendiri yang menunjuk',
    use_days: 'Berapa hari memakai dalam 30 hari ini',
    support: 'Yang Anda lakukan',
    red_flags: 'Tanda bahaya',
    step: 'Langkah kecil sampai bertemu lagi',
    next_on: 'Pertemuan berikut',
    note: 'Catatan',
  },
  hints: {
    step: 'Tulis dengan kata-katanya sendiri.',
    red_flags:
      'Kalau ada bahaya sekarang: jangan tinggalkan dia sendirian, hubungi 119 atau puskesmas. Kalau Anda sendiri terancam, pergi dulu lalu telepon. Beri tahu ketua unit sekarang.',
  },
  options: {
    form: { individual: 'Berdua', group: 'Kelompok', family: 'Dengan keluarga', activity: 'Kegiatan bersama' },
    attended: { came: 'Datang', late: 'Terlambat', absent_told: 'Tidak datang, memberi tahu', absent: 'Tidak datang' },
    theme: {
      knowing_addiction: 'Mengenal kecanduan',
      triggers: 'Pemicu (sugesti)',
      saying_no: 'Berani menolak',
      feelings: 'Perasaan',
      family: 'Keluarga',
      free_time: 'Waktu luang',
      health: 'Kesehatan',
      work: 'Pekerjaan',
      relapse_plan: 'Kalau kambuh',
      worship: 'Ibadah',
      other: 'Lainnya',
    },
    mood: { '1': 'Berat sekali', '2': 'Berat', '3': 'Biasa', '4': 'Baik', '5': 'Baik sekali' },
    support,
    red_flags: dangers,
  },
  folds: { more: 'Tulis lebih lengkap' },
  titles: {
    individual: 'Pertemuan',
    group: 'Pertemuan kelompok',
    family: 'Pertemuan dengan keluarga',
    activity: 'Kegiatan bersama',
  },
  tasks: { meeting: 'Pertemuan' },
  flagged: 'ada tanda bahaya',
  next: (when: string) => `berikutnya ${when}`,
  withoutPlan: 'Buat rencananya dulu',
} satisfies KindWords & Record<string, unknown>;
