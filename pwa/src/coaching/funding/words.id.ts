import type { KindWords } from '../../forms/record_kind';
import { more, readers, year } from '../shared_words.id';

export const words = {
  name: 'Anggaran',
  add: 'Catat anggaran',
  edit: 'Perbaiki anggaran',
  fields: {
    year,
    source: 'Dari mana',
    line: 'Untuk apa',
    planned: 'Direncanakan (rupiah)',
    spent: 'Sudah dipakai (rupiah)',
    on: 'Dihitung tanggal',
    proof: 'Foto bukti',
    note: 'Catatan',
  },
  hints: { proof: 'Kuitansi atau laporan. Tutup nama dan rekening orang.', note: readers },
  adds: { proof: 'Foto bukti pengeluaran' },
  options: {
    source: {
      dipa_bnn: 'DIPA BNN',
      village_fund: 'Dana desa',
      apbd: 'APBD',
      csr: 'CSR',
      self: 'Swadaya',
      ipwl_claim: 'Klaim IPWL',
    },
    line: {
      operation: 'Kegiatan harian',
      training: 'Bimtek',
      visits: 'Kunjungan',
      transport: 'Transpor',
      material: 'Bahan',
      documentation_reporting: 'Pencatatan dan laporan',
      vocational: 'Pelatihan kerja',
      honorarium: 'Honor',
      other: 'Lainnya',
    },
  },
  folds: more,
  of: (spent: string, planned: string) => `Rp${spent} dari Rp${planned}`,
} satisfies KindWords & Record<string, unknown>;
