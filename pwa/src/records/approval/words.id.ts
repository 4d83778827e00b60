import type { KindWords } from '../../forms/record_kind';

export const words = {
  name: 'Persetujuan BNNK',
  add: 'Minta persetujuan BNNK',
  edit: 'Ubah permintaan',
  fields: {
    screening: 'Skrining',
    asked_on: 'Diminta',
    reason: 'Kenapa bisa didampingi di sini',
    status: 'Tahap permintaan',
    answer_because: 'Alasan atau pertanyaan BNNK',
    condition: 'Syarat dari BNNK',
    district: 'Kabupaten atau kota',
    carries: 'Yang dibaca BNNK',
    answered_on: 'Dijawab',
    officer: 'Petugas',
  },
  hints: {
    reason: 'Petugas BNNK membaca ini: panggilan, kode, dan desanya juga jangan.',
  },
  options: {
    status: {
      asked: 'Dikirim ke BNNK',
      approved: 'Disetujui',
      refused: 'Tidak disetujui',
      more_info: 'BNNK bertanya',
      withdrawn: 'Dibatalkan',
    },
  },
  tasks: {
    approval_answer: 'Tanyakan jawaban BNNK',
    approval_call_off: 'Batalkan permintaan ke BNNK, karena dia tidak setuju',
    approval_tell: 'Jawab pertanyaan BNNK',
    approval_refused: 'BNNK tidak setuju: rujuk, atau putuskan lagi bersama dia',
    make_plan: 'BNNK setuju: buat rencana pendampingan',
  },
  question: {
    title: 'Yang dibaca petugas BNNK',
    line: 'Tanpa nama, panggilan, kode, dan desa.',
    scores: 'Skor per zat',
    none: 'Tidak ada skor zat.',
    kecamatan: 'Kecamatan',
    screened_on: 'Tanggal skrining',
    headline: 'Risiko',
  },
  revoked: 'Persetujuan dicabut',
  withoutScreening: 'Perlu skrining dulu',
  stillAsked: 'Masih menunggu jawaban BNNK',
} satisfies KindWords & Record<string, unknown>;
