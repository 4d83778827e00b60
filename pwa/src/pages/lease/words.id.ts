/** Indonesian: a phone that was not in contact for too long. Apart from the words of the first screen. */
export const words = {
  title: 'Catatan klien ditutup',
  line: 'HP ini terlalu lama tidak terhubung ke server, jadi catatan klien ditutup. Hubungkan ke internet: catatan terbuka lagi sendiri.',
  still: 'Kunjungan baru tetap bisa ditulis, dan tersimpan sampai terkirim. Pilih klien:',
  gone: 'Catatan klien sudah dihapus dari HP ini, dan diambil lagi dari server saat terhubung. Tulisan Anda yang belum terkirim tetap tersimpan.',
  connect: 'Hubungkan sekarang',
};
