/** Indonesian: what the screens of an interview say beside the instrument's own words. */
export const words = {
  title: 'Skrining',
  round: (label: string, number: number, of: number, topic: string) => `${label} ${number} dari ${of}: ${topic}`,
  also: (names: string) => `Juga disebut ${names}.`,
  next: 'Lanjut',
  back: 'Kembali',
  toSummary: 'Ke ringkasan',
  finish: 'Lihat hasil',
  progress: 'Kemajuan skrining',
  faults: {
    choose: 'Pilih satu jawaban dulu.',
    write: (most: number) => `Tulis namanya dulu, paling banyak ${most} huruf.`,
  },
  summary: {
    title: 'Ringkasan jawaban',
    hint: 'Tekan jawaban yang ingin diperbaiki.',
    general: 'Umum',
    none: 'Tidak ada',
    missing: 'Belum dijawab',
  },
  scores: 'Skor per zat',
  scoresCaption: 'Skor per zat dan tingkat risikonya',
  steps: 'Langkah berikut',
  advice: 'Pesan per zat',
  open: 'Buka',
  close: 'Selesai dibaca',
};
