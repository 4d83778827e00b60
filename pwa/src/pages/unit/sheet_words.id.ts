/** Indonesian: the month on one page for whoever leads the village. */
export const sheet = {
  open: 'Lembar untuk Lurah atau Kades',
  title: 'Lembar untuk Lurah atau Kades',
  once: 'Cetak sesudah bulannya lewat dan dikonfirmasi, supaya isinya lengkap dan pasti.',
  name: 'Nama ketua unit',
  kept: 'Hanya untuk dicetak. Tidak disimpan di HP dan tidak dikirim.',
  heading: (month: string) => `Laporan bulan ${month}`,
  to: 'Untuk Lurah atau Kepala Desa.',
  until: (when: string) => `Dihitung sampai ${when}.`,
  unconfirmed: 'Belum dikonfirmasi ketua unit: angka ini hitungan dari catatan, dan masih bisa berubah.',
  confirmed: (when: string, corrected: boolean) =>
    `Dikonfirmasi ketua unit ${when}${corrected ? ', lalu diperbaiki' : ''}. Angka yang tidak ia tulis diganti “–”.`,
  few: (least: string) => `< ${least} orang`,
  hidden: '–',
  small: (least: string) =>
    `“< ${least} orang” berarti menyangkut kurang dari ${least} orang, termasuk tidak ada. “–” tidak ditulis, supaya angka kecil tidak bisa dihitung dari angka lain. Selain banyaknya penyuluhan, angka dibulatkan ke bawah ke kelipatan ${least}. Klien yang tidak mau dihitung tidak ikut. Lembar ini tidak memuat nama, panggilan, atau kode siapa pun.`,
  signs: 'Ketua unit',
  line: '…………………………………',
  print: 'Cetak atau simpan PDF',
  pdf: 'Unduh PDF yang sama dari server',
  lines: {
    clients: { name: 'Klien', means: 'Orang yang didata unit ini, menurut langkahnya di akhir bulan.' },
    reached: { name: 'Klien baru', means: 'Yang pertama kali didata bulan ini.' },
    by_band: { name: 'Skrining', means: 'Tanya jawab singkat tentang pemakaian zat, menurut tingkat risikonya.' },
    visits: { name: 'Kunjungan', means: 'Agen datang menemui klien.' },
    visits_on_time: {
      name: 'Janji kunjungan yang ditepati',
      means: 'Bertemu paling jauh tiga hari dari hari yang dijanjikan.',
    },
    meetings_done: { name: 'Pertemuan yang didatangi', means: 'Pertemuan pendampingan yang klien hadiri.' },
    referrals_arrived: {
      name: 'Rujukan yang orangnya sudah datang',
      means: 'Dari yang dirujuk ke puskesmas, rumah sakit, atau tempat rehabilitasi.',
    },
    trainings: { name: 'Pelatihan kerja', means: 'Jalan ke pelatihan kerja yang mulai dicatat bulan ini.' },
    closures: { name: 'Pendampingan ditutup', means: 'Selesai, pindah, atau tidak dilanjutkan.' },
    outreach: { name: 'Penyuluhan', means: 'Kegiatan yang diadakan unit untuk warga.' },
    outreach_heads: { name: 'Yang hadir di penyuluhan', means: 'Jumlah orang di semua kegiatan itu.' },
  },
};
