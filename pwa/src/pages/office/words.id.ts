/** Indonesian: where an office signs in. */
export const words = {
  title: 'Masuk untuk kantor',
  line: 'Untuk petugas dengan kata sandi. Agen memakai HP yang terdaftar.',
  username: 'Nama pengguna',
  password: 'Kata sandi',
  signIn: 'Masuk',
  working: 'Memeriksa…',
  weather: 'Server tidak menjawab. Periksa sambungan internet, lalu coba lagi.',
  signOut: 'Keluar',
  numbers: 'Angka unit',
  sentence: 'Halaman kantor belum jadi. Hubungi pengelola.',
  counts: {
    clients: 'Klien',
    open_referrals: 'Rujukan terbuka',
  },
};
