/** Indonesian: where an office signs in. */
export const words = {
  title: 'Masuk untuk kantor',
  line: 'Untuk petugas dengan kata sandi. Agen memakai HP yang terdaftar.',
  username: 'Nama pengguna',
  password: 'Kata sandi',
  code: 'Kode masuk',
  codeHint: 'Kalau dipakai: enam angka dari aplikasi kode, atau satu kode cadangan.',
  signIn: 'Masuk',
  working: 'Memeriksa…',
  weather: 'Server tidak menjawab. Periksa sambungan internet, lalu coba lagi.',
  signOut: 'Keluar',
  numbers: 'Angka unit',
  /** What there is for a role that has no desk of its own. */
  here: {
    agent: 'Pekerjaan Anda ada di HP yang didaftarkan. Di sini hanya angkanya.',
    coordinator: 'Pekerjaan Anda ada di HP yang didaftarkan, di tempat Unit. Di sini hanya angkanya.',
    admin: 'Anda sudah masuk. Halaman untuk pengelola belum ada; pengelola bekerja di server.',
  } as { readonly [role: string]: string },
  counts: {
    clients: 'Klien',
    open_referrals: 'Rujukan terbuka',
  },
  factor: {
    title: 'Pasang kode masuk',
    change: 'Ganti kode masuk',
    changeLine:
      'Sesudah yang baru terpasang, aplikasi kode yang lama dan kode cadangan yang lama tidak bisa dipakai lagi.',
    line: 'Dengan kode masuk, orang yang tahu kata sandi Anda tetap tidak bisa masuk.',
    wanted: 'Kantor Anda harus memakai kode masuk.',
    scan: 'Buka aplikasi kode di HP Anda, tambah akun, lalu pindai gambar ini.',
    picture: 'Gambar untuk dipindai aplikasi kode',
    typed: 'Tidak bisa memindai? Ketik kunci ini di aplikasi kode:',
    code: 'Kode dari aplikasi',
    codeHint: 'Enam angka yang sekarang tampak.',
    setUp: 'Pasang',
    recovery: 'Kode cadangan',
    recoveryLine:
      'Tulis kode ini di kertas dan simpan di tempat aman. Kalau HP Anda hilang, satu kode bisa dipakai masuk satu kali. Kode ini hanya ditampilkan sekarang.',
    kept: 'Sudah saya tulis',
  },
  again: {
    title: 'Masuk sekali lagi',
    line: 'Ini hanya bisa dilakukan tepat sesudah Anda masuk.',
  },
};
