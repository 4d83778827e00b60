import type { KindWords } from '../../forms/record_kind';
import { more, readers } from '../shared_words.id';

export const words = {
  name: 'SK',
  add: 'Catat SK',
  edit: 'Perbaiki SK',
  tasks: { decree_ends: 'Urus SK yang baru' },
  fields: {
    on: 'Tanggal SK',
    sort: 'SK tentang apa',
    number: 'Nomor SK',
    signed_by: 'Ditandatangani',
    starts_on: 'Berlaku mulai',
    ends_on: 'Berlaku sampai',
    renews: 'Menggantikan SK',
    signed_village: 'Dibenarkan yang menandatangani',
    scan: 'Foto SK',
    note: 'Catatan',
  },
  hints: {
    ends_on: 'Kosongkan kalau berlaku sampai ada gantinya.',
    scan: 'Satu foto untuk satu halaman. Dibaca juga lurah atau kepala desa.',
    note: readers,
  },
  adds: { scan: 'Foto halaman SK' },
  options: {
    sort: {
      unit_formation: 'Pembentukan unit',
      agent_appointment: 'Pengangkatan agen',
      assignment_letter: 'Surat tugas',
      bersinar: 'Desa atau kelurahan Bersinar',
    },
    signed_by: {
      lurah: 'Lurah',
      kades: 'Kepala desa',
      camat: 'Camat',
      bupati: 'Bupati',
      walikota: 'Wali kota',
    },
  },
  folds: more,
  until: (when: string) => `sampai ${when}`,
  confirmed: (who: string) => `dibenarkan ${who}`,
  over: 'sudah berakhir',
} satisfies KindWords & Record<string, unknown>;
