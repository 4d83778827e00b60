/** Indonesian: reminders. */

/** All that the notification says, whatever waits. */
export const notice = 'Ada yang perlu dilihat';

export const words = {
  off: 'Nyalakan pengingat',
  offLine: `Paling banyak sekali sehari. Yang muncul hanya “${notice}”, tanpa nama dan tanpa isi.`,
  on: 'Pengingat menyala',
  whileOpen: 'HP ini hanya mengingatkan selama aplikasi terbuka, juga saat terkunci. Tekan untuk mematikan.',
  alsoClosed: 'Juga saat aplikasi ditutup, tetapi bisa terlambat: HP yang memilih waktunya. Tekan untuk mematikan.',
  undecided: 'Belum diizinkan. Tekan lagi kalau Anda mau diingatkan.',
  refused:
    'Pemberitahuan tidak diizinkan di HP ini. Untuk mengubahnya: buka Setelan HP, Aplikasi, pilih aplikasi ini atau Chrome, Notifikasi, lalu izinkan.',
  never: 'HP ini tidak bisa mengingatkan',
  neverLine: 'Browser ini tidak punya pemberitahuan. Buka Hari ini setiap pagi.',
};
