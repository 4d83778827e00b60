import type { KindWords } from '../../forms/record_kind';
import { dangers } from '../shared_words.id';

export const words = {
  name: 'Tanda bahaya',
  add: 'Ada tanda bahaya',
  edit: 'Ubah tanda bahaya',
  fields: {
    source: 'Terlihat saat',
    flags: 'Apa yang terlihat',
    opened_on: 'Kapan terlihat',
    card_read: 'Kartu darurat sudah dibuka?',
    done: 'Yang sudah dilakukan',
    account: 'Apa yang terjadi',
    next_on: 'Kapan dilihat lagi',
    status: 'Keadaan bahayanya',
    status_because: 'Penjelasannya',
    closed_on: 'Selesai tanggal',
  },
  hints: {
    account: 'Singkat saja, untuk rekan dan ketua unit.',
    flags: 'Jangan tinggalkan dia sendirian. Kalau Anda sendiri terancam, pergi dulu lalu telepon.',
    next_on: 'Selama masih bahaya, paling lambat dua hari lagi.',
  },
  options: {
    flags: dangers,
    done: {
      stayed: 'Menemani dia',
      family_called: 'Keluarga dikabari',
      puskesmas: 'Diantar ke puskesmas',
      igd: 'Diantar ke IGD',
      ppa: 'UPTD PPA dihubungi',
      ketua_told: 'Ketua unit diberi tahu',
      nothing_possible: 'Belum bisa berbuat apa-apa',
    },
    status: {
      open: 'Masih bahaya',
      handled: 'Sudah tertangani',
      handed_over: 'Diserahkan ke petugas',
      false_alarm: 'Ternyata bukan bahaya',
    },
  },
  next: (when: string) => `dilihat lagi ${when}`,
  closed: (when: string) => `selesai ${when}`,
  tasks: { alert_look: 'Ada yang perlu dilihat' },
} satisfies KindWords & Record<string, unknown>;
