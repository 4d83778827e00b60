import type { KindWords } from '../../forms/record_kind';

export const words = {
  name: 'Kualitas hidup',
  add: 'Kualitas hidup',
  edit: 'Perbaiki kualitas hidup',
  fields: {
    instrument: 'Instrumen',
    version: 'Versi instrumen',
    on: 'Kapan',
    point: 'Saat apa ini ditanyakan',
    answers: 'Jawaban',
    domains: 'Skor',
    age_band: 'Kelompok umur',
    helped: 'Siapa yang mengisi',
  },
  hints: { helped: 'Kalau dibacakan, lebih baik oleh orang yang tidak mendampingi dia.' },
  options: {
    point: {
      start: 'Awal',
      mid: 'Tengah',
      end: 'Akhir',
      m1: '1 bulan sesudahnya',
      m3: '3 bulan sesudahnya',
      m6: '6 bulan sesudahnya',
    },
    age_band: {
      '0-14': 'Di bawah 15',
      '15-17': '15–17',
      '18-24': '18–24',
      '25-34': '25–34',
      '35-44': '35–44',
      '45-59': '45–59',
      '60+': '60 ke atas',
    },
    helped: { alone: 'Dia sendiri', read_out: 'Dibacakan', with_other: 'Dibantu orang lain' },
  },
  over: 'Kualitas hidup dari waktu ke waktu',
} satisfies KindWords & Record<string, unknown>;
