import type { KindWords } from '../../forms/record_kind';
import { owners, readers, year } from '../shared_words.id';

export const words = {
  name: 'Analisis SWOT',
  add: 'Buat analisis SWOT',
  edit: 'Perbaiki analisis SWOT',
  fields: {
    year,
    strengths: 'Kekuatan',
    'strengths.what': 'Kekuatan',
    weaknesses: 'Kelemahan',
    'weaknesses.what': 'Kelemahan',
    opportunities: 'Peluang',
    'opportunities.what': 'Peluang',
    threats: 'Ancaman',
    'threats.what': 'Ancaman',
    strategies: 'Strategi',
    'strategies.action': 'Yang dilakukan',
    'strategies.way': 'Dari mana',
    'strategies.owner': 'Siapa',
    'strategies.due': 'Paling lambat',
  },
  hints: { strengths: readers },
  options: {
    'strategies.way': {
      so: 'Kekuatan dan peluang',
      wo: 'Kelemahan dan peluang',
      st: 'Kekuatan dan ancaman',
      wt: 'Kelemahan dan ancaman',
    },
    'strategies.owner': owners,
  },
  adds: {
    strengths: 'Tambah kekuatan',
    weaknesses: 'Tambah kelemahan',
    opportunities: 'Tambah peluang',
    threats: 'Tambah ancaman',
    strategies: 'Tambah strategi',
  },
  lists: (points: string, strategies: string) => `${points} butir, ${strategies} strategi`,
} satisfies KindWords & Record<string, unknown>;
