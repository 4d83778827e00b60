/** Indonesian, for whoever has no account: *Anda* is the visitor. */
export const words = {
  code: 'Kode',
  codeHint: 'Huruf besar atau kecil sama saja. Boleh tanpa tanda hubung.',
  codeShort: 'Kodenya belum lengkap. Periksa lagi kartunya.',
  next: 'Lanjut',
  back: 'Kembali',
  send: 'Kirim',
  sending: 'Mengirim…',
  weather: 'Belum terkirim: tidak ada sambungan internet. Isian Anda tetap di halaman ini; tekan lagi saat tersambung.',
  unasked: 'Tidak ada sambungan internet. Coba lagi saat tersambung.',
  survey: {
    title: 'Survei kepuasan',
    start: 'Mulai',
    line: 'Sembilan pertanyaan pendek tentang layanan yang Anda terima. Tinggal pilih jawabannya.',
    nameless:
      'Tanpa nama. Jawaban Anda tidak bisa dihubungkan dengan Anda, dan baru dibaca setelah bercampur dengan jawaban orang lain.',
    free: 'Tidak ada jawaban yang salah, dan tidak ada akibatnya bagi layanan Anda.',
    at: (place: string, of: string) => `Pertanyaan ${place} dari ${of}`,
    skip: 'Tidak tahu, lewati',
    said: 'Ada yang ingin disampaikan?',
    saidHint: 'Boleh dikosongkan',
    least: 'Jawab paling sedikit satu pertanyaan.',
    thanks: 'Terima kasih',
    thanksLine: 'Jawaban Anda sudah sampai. Kodenya tidak bisa dipakai lagi, dan di HP ini tidak ada yang disimpan.',
    close: 'Halaman ini boleh ditutup.',
  },
};
