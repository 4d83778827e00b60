/** Indonesian: what goes after everything else. */
export const words = {
  media: (photos: string, voices: string, size: string) =>
    `${[photos !== '0' && `${photos} foto`, voices !== '0' && `${voices} rekaman`].filter(Boolean).join(' dan ')} belum terkirim, ${size}. Dikirim setelah semua catatan.`,
  photo: 'Foto',
  voice: 'Rekaman',
  refused: (sentence: string) => `Server tidak menerimanya: ${sentence} Dicoba lagi besok saat aplikasi ini dibuka.`,
  lost: 'Browser menghapusnya dari HP ini sebelum terkirim, jadi tidak bisa dikirim lagi. Kalau bisa, ambil atau rekam lagi.',
  sure: (what: string) => `Buang ${what}?`,
  sureLine: 'Hanya ada di HP ini. Kalau dibuang, tidak bisa dikembalikan. Catatannya sendiri tetap ada.',
  yes: 'Ya, buang',
};
