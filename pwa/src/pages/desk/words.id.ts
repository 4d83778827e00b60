/** The words of every office's desk. */
export const words = {
  reload: 'Muat ulang',
  signOut: 'Keluar',
  loading: 'Memuat…',
  print: 'Cetak',
  take: 'Unduh',
  save: 'Simpan',
  late: 'Terlambat',
  nothingDue: 'Tidak ada yang ditunggu dari Anda',
  dueOn: (what: string, when: string) => `${what}, paling lambat ${when}`,
  saved: 'Tersimpan. Unit sudah bisa membacanya.',
  weather: 'Server tidak menjawab. Isian Anda masih di sini; periksa sambungan internet, lalu coba lagi.',
  changed: 'Isinya baru saja berubah. Ini isinya sekarang; periksa lagi, lalu simpan.',
  ended: 'Waktu masuk Anda habis. Masuk lagi untuk melanjutkan.',
};
