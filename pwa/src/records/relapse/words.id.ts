import type { KindWords } from '../../forms/record_kind';
import { words as screening } from '../screening/words.id';

export const words = {
  name: 'Kambuh',
  add: 'Catat kambuh',
  edit: 'Perbaiki catatan kambuh',
  fields: {
    on: 'Kapan',
    noticed: 'Tahu dari mana',
    substance: 'Memakai apa',
    days: 'Berapa hari memakai',
    trigger: 'Apa pemicunya, menurut dia',
    done: 'Yang sudah dilakukan',
    reopens: 'Rencana yang dilanjutkan',
  },
  options: {
    noticed: { said: 'Dia yang cerita', family: 'Keluarga', test: 'Tes urine', seen: 'Terlihat' },
    done: {
      talked: 'Sudah bicara',
      plan_changed: 'Rencana diubah',
      rescreened: 'Skrining lagi',
      referred: 'Dirujuk',
      alert: 'Tanda bahaya dibuka',
    },
    substance: screening.options.main_substance,
  },
  folds: { more: 'Tulis lebih lengkap' },
  tasks: { relapse_talk: 'Bicara dengan dia' },
  days: (days: string) => `${days} hari`,
  noFailure: 'Kambuh itu bagian dari pulih, bukan kegagalan. Temani, jangan dimarahi.',
  reopen: 'Lanjutkan rencana yang lama?',
  yes: 'Ya, buka lagi',
  no: 'Belum',
} satisfies KindWords & Record<string, unknown>;
