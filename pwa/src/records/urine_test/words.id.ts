import type { KindWords } from '../../forms/record_kind';

export const words = {
  name: 'Tes urine',
  add: 'Catat tes urine',
  edit: 'Perbaiki tes urine',
  fields: {
    on: 'Kapan',
    why: 'Untuk apa',
    consent: 'Persetujuan',
    after_interview: 'Sesudah skrining',
    results: 'Yang dites',
    done_by: 'Siapa yang memeriksa',
  },
  hints: {
    results: 'Hanya pendukung. Tidak menentukan apa pun, dan tidak dibaca kantor.',
    done_by: 'Agen tidak membaca alat tes sendirian.',
  },
  options: {
    why: {
      start: 'Awal',
      periodic: 'Berkala',
      return: 'Pulang dari perawatan',
      client_asked: 'Dia yang minta',
      partner_asked: 'Diminta tempat rujukan',
    },
    results: {
      amp: 'Amfetamin',
      met: 'Sabu (metamfetamin)',
      thc: 'Ganja',
      mop: 'Morfin, putaw',
      coc: 'Kokain',
      bzo: 'Obat penenang',
      k2: 'Tembakau gorila',
      other: 'Lainnya',
    },
    'results.mark': { neg: 'Negatif', pos: 'Positif', invalid: 'Tidak terbaca' },
    done_by: { puskesmas: 'Puskesmas', bnnk: 'BNNK', clinic: 'Klinik', self_kit: 'Alat sendiri, bersama dia' },
  },
} satisfies KindWords & Record<string, unknown>;
