/** Indonesian: plain, spoken, polite. *Anda* is the agent; the client is *dia*. Each kind keeps its own words beside it. */
import { words as doors } from './id.doors';
import { words as pages } from './id.pages';

export const words = {
  when: {
    today: 'hari ini',
    tomorrow: 'besok',
    yesterday: 'kemarin',
    ago: (days: number) => `${days} hari lalu`,
  },
  ui: {
    back: 'Kembali',
    hide: 'Sembunyikan',
    help: 'Bantuan halaman ini',
    close: 'Tutup',
    search: 'Cari',
    noneFound: 'Tidak ada yang cocok. Coba ejaan lain.',
    moreRows: (count: string) => `Tampilkan ${count} lagi`,
    notGiven: 'Belum diisi',
    choose: 'Pilih',
    letterBar: 'Huruf pertama',
    letter: (letter: string, count: number) => (letter === '#' ? `# bukan huruf, ${count}` : `${letter}, ${count}`),
    yes: 'Ya',
    no: 'Tidak',
    dropRow: 'Hapus',
    addRow: 'Tambah',
    today: 'Hari ini',
    yesterday: 'Kemarin',
    tomorrow: 'Besok',
    inDays: (days: number) => `${days} hari lagi`,
    otherDay: 'Tanggal lain',
    letters: (count: string, most: string) => `${count} dari ${most} huruf`,
    clear: 'Kosongkan',
    chosen: 'dipilih',
    places: 'Tempat utama',
    waitingHere: 'menunggu',
    pullMore: 'Tarik untuk memuat ulang',
    letGo: 'Lepas untuk memuat ulang',
    noNames: 'Jangan tulis nama, nomor HP, alamat, atau NIK di sini.',
    noReference: 'Daftar belum sampai ke HP ini. Biarkan aplikasi terbuka sebentar saat ada sinyal.',
  },
  places: { today: 'Hari ini', clients: 'Klien', waiting: 'Belum terkirim', unit: 'Unit', me: 'Saya' },
  states: { waiting: 'Tersimpan di HP', sent: 'Terkirim', safe: 'Sudah dicadangkan' },
  keypad: {
    label: 'Papan angka',
    digits: (count: number) => `${count} angka sudah diketik`,
    erase: 'Hapus satu angka',
  },
  secret: {
    use: { pin: 'Pakai PIN angka', phrase: 'Pakai kalimat sandi' },
    least: (least: number) =>
      `Paling sedikit ${least} huruf, dengan spasi. Rangkai beberapa kata yang tidak ada hubungannya.`,
    short: (least: number) => `Terlalu pendek: kalimat sandi paling sedikit ${least} huruf, dengan spasi.`,
    show: 'Lihat',
    hide: 'Tutup',
  },
  bands: { low: 'rendah', moderate: 'sedang', high: 'tinggi' },
  chart: {
    substance: 'Zat',
    score: 'Skor',
    band: 'Tingkat',
    legend: 'Dari kiri ke kanan: rendah, sedang, tinggi. Setiap zat punya batas sendiri; tidak ada skor gabungan.',
  },
  fields: {
    amended_because: 'Alasan perbaikan',
    voided_because: 'Alasan dibatalkan',
  },
  faults: {
    missing: 'Bagian ini perlu diisi.',
    notYet: 'Tanggal ini belum tiba.',
    number: (most: number) => `Tulis angka bulat dari 0 sampai ${most}.`,
    row: (at: number) => `Isi baris ke-${at}, atau hapus.`,
    long: (most: number) => `Terlalu panjang: paling banyak ${most} huruf.`,
    reason: 'Tulis alasannya, satu kalimat cukup.',
    noSentence: 'Server sedang bermasalah. Catatan Anda tetap di HP ini; aplikasi mencoba lagi sendiri selama dibuka.',
  },
  people: { you: 'Anda', colleague: 'rekan', partner: 'mitra', otherUnit: 'unit lain' },
  ...pages,
  ...doors,
};

export type Words = typeof words;
