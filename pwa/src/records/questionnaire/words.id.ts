import type { KindWords } from '../../forms/record_kind';

export const words = {
  name: 'Kuesioner',
  add: 'Kuesioner lain',
  edit: 'Perbaiki kuesioner',
  fields: {
    instrument: 'Instrumen',
    version: 'Versi instrumen',
    on: 'Kapan',
    answers: 'Jawaban',
    domains: 'Skor',
    age_band: 'Kelompok umur',
    helped: 'Siapa yang mengisi',
  },
  options: {
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
} satisfies KindWords & Record<string, unknown>;
