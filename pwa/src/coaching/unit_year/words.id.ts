import type { KindWords } from '../../forms/record_kind';
import { more, phases, year } from '../shared_words.id';

export const words = {
  name: 'Tahun unit',
  add: 'Catat tahun unit',
  edit: 'Perbarui tahun unit',
  fields: {
    year,
    label: 'Sebutan unit tahun ini',
    mapped_on: 'Dipetakan',
    advocated_on: 'Advokasi',
    decreed_on: 'Ber-SK',
    recruited_on: 'Agen terpilih',
    trained_on: 'Agen dilatih',
    operational_on: 'Berjalan',
    paused_on: 'Istirahat',
    ended_on: 'Berhenti',
    target_phase: 'Fase yang dituju',
    target_clients: 'Target klien',
    target_meetings: 'Target pertemuan',
    target_outreach: 'Target penyuluhan',
    target_aftercare: 'Target bina lanjut',
    target_vocational: 'Target pelatihan kerja',
    coach: 'Pembina',
  },
  hints: { operational_on: 'Perlu SK yang berlaku dan agen yang lulus bimtek.' },
  options: {
    label: {
      berkelanjutan: 'Berkelanjutan',
      berkelanjutan_mandiri: 'Berkelanjutan mandiri',
      baru: 'Baru',
      baru_mandiri: 'Baru mandiri',
    },
    target_phase: phases,
  },
  folds: { ...more, steps: 'Sudah sampai mana', targets: 'Target' },
  none: 'Langkahnya belum diisi',
} satisfies KindWords & Record<string, unknown>;
