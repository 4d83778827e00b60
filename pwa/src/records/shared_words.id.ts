/** What several kinds ask in the same words, as `api/records/vocabulary.py` holds what they mean. */

export const dangers = {
  suicidal: 'Bicara ingin mati',
  overdose: 'Overdosis',
  psychosis: 'Curiga berat atau mendengar suara',
  withdrawal: 'Sakau berat',
  violence: 'Kekerasan',
  child_in_danger: 'Anak dalam bahaya',
  very_ill: 'Sakit berat',
};

/** What needs care and is no danger. */
export const careNeeds = { pregnancy: 'Hamil', injecting: 'Menyuntik' };

/** What an agent does for her. */
export const support = {
  listened: 'Mendengarkan',
  encouraged: 'Memberi semangat',
  information: 'Memberi informasi',
  practised_refusing: 'Latihan menolak',
  family_talk: 'Bicara dengan keluarga',
  accompanied: 'Menemani pergi',
  material_help: 'Membantu barang atau makanan',
};

export const ageBands = {
  '0-14': 'Di bawah 15',
  '15-17': '15–17',
  '18-24': '18–24',
  '25-34': '25–34',
  '35-44': '35–44',
  '45-59': '45–59',
  '60+': '60 ke atas',
};

/** Of pictures and recordings. */
export const media = {
  adds: { photo: 'Tambah foto', voice: 'Rekam suara' },
  notAgreed: 'Foto dan rekaman: dia belum setuju. Kalau dia mau, catat dulu di Persetujuan, pilih Foto atau rekaman.',
};
