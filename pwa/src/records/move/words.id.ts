import type { KindWords } from '../../forms/record_kind';

export const words = {
  name: 'Pindah unit',
  add: 'Minta pindah ke unit lain',
  edit: 'Ubah permintaan pindah',
  fields: {
    to_unit: 'Pindah ke unit mana',
    agreed: 'Cara dia setuju pindah',
    because: 'Alasan pindah',
    handed_note: 'Pesan untuk yang melanjutkan',
    status: 'Tahap kepindahan',
    answer_because: 'Alasan unit tujuan menolak',
    asked_on: 'Tanggal diminta',
    accepted_on: 'Tanggal diterima',
  },
  hints: {
    because: 'Dibaca ketua unit tujuan sebelum menerima. Jangan sebut panggilan atau kodenya.',
    handed_note: 'Baru bisa dibaca setelah dia diterima di sana.',
    to_unit: 'Kalau unitnya tidak ada di sini, minta ketua unit.',
  },
  options: {
    agreed: { spoken: 'Lisan', written: 'Tertulis', guardian: 'Lewat walinya' },
    status: {
      asked: 'Diminta',
      offered: 'Diteruskan ke unit tujuan',
      accepted: 'Diterima',
      refused: 'Ditolak',
      withdrawn: 'Dibatalkan',
    },
  },
  tasks: {
    move_offer: 'Teruskan permintaan pindah',
    move_refused: 'Unit tujuan menolak, bicarakan lagi',
  },
  stillAsked: 'Kepindahan dia sudah diminta.',
  to: (unit: string) => `ke ${unit}`,
} satisfies KindWords & Record<string, unknown>;
