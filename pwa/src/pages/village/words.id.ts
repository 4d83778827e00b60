/** The words of the page for whoever leads a village. */
export const words = {
  title: 'Unit di desa Anda',
  month: 'Bulan',
  loading: 'Memuat…',
  none: 'Belum ada unit di desa Anda',
  noneLine: 'Kalau unit IBM dibentuk di sini, lembar bulanannya muncul di halaman ini.',
  decreed: (until: string) => `SK unit berlaku sampai ${until}.`,
  decreedOpen: 'SK unit berlaku, tanpa tanggal akhir.',
  notDecreed: 'Belum ada SK unit yang berlaku. Bicarakan dengan ketua unit dan BNNK.',
  soon: (days: string) => `SK unit habis ${days} hari lagi. Urus yang baru bersama ketua unit.`,
  decrees: {
    title: 'SK yang Anda tanda tangani',
    line: 'Petugas BNNK mencatat SK ini. Periksa, lalu nyatakan benar kalau memang dari Anda.',
    check: 'Periksa',
    waits: 'belum Anda nyatakan benar',
    stands: 'sudah Anda nyatakan benar',
    confirm: 'Benar, ini SK dari saya',
    takeBack: 'Batalkan pernyataan saya',
    kept: 'Selama Anda nyatakan benar, petugas tidak bisa mengubah isinya.',
    wrong: 'Kalau ada yang keliru, hubungi BNNK dan jangan nyatakan benar dulu.',
  },
  unconfirmed: (month: string) =>
    `Laporan ${month} belum dikonfirmasi ketua unit, jadi angkanya belum ada di sini. Tanyakan kepada ketua unit.`,
  caption: (unit: string, month: string) => `${unit}, ${month}`,
};
