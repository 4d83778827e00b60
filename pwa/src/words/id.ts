/** Indonesian: plain, spoken, polite. *Anda* is the agent; the client is *dia*. Each kind keeps its own words beside it. */
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
    close: 'Tutup',
    search: 'Cari',
    noneFound: 'Tidak ada yang cocok. Coba ejaan lain.',
    notGiven: 'Belum diisi',
    choose: 'Pilih',
    yes: 'Ya',
    no: 'Tidak',
    today: 'Hari ini',
    yesterday: 'Kemarin',
    tomorrow: 'Besok',
    inDays: (days: number) => `${days} hari lagi`,
    otherDay: 'Tanggal lain',
    clear: 'Kosongkan',
    chosen: 'dipilih',
    places: 'Tempat utama',
    waitingHere: 'menunggu',
    pullMore: 'Tarik untuk menyegarkan',
    letGo: 'Lepas untuk menyegarkan',
    noNames: 'Jangan tulis nama, nomor HP, alamat, atau NIK di sini.',
    optional: 'boleh dikosongkan',
  },
  places: { today: 'Hari ini', clients: 'Klien', waiting: 'Menunggu', me: 'Saya' },
  states: { waiting: 'Tersimpan di HP', sent: 'Terkirim', safe: 'Aman' },
  keypad: {
    label: 'Papan angka',
    digits: (count: number) => `${count} angka sudah diketik`,
    erase: 'Hapus satu angka',
  },
  bands: { low: 'rendah', moderate: 'sedang', high: 'tinggi' },
  chart: {
    substance: 'Zat',
    score: 'Skor',
    band: 'Tingkat',
    legend: 'Dari kiri ke kanan: rendah, sedang, tinggi. Setiap zat punya batas sendiri; tidak ada skor gabungan.',
  },
};

export type Words = typeof words;
