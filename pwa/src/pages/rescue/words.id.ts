/** Indonesian: what becomes of work that nobody can open here any more, and the file that carries it. */
import { number } from '../../words/format';

export const words = {
  /** At the head of the file, for whoever opens it. */
  file: [
    'SALINAN DARURAT PULIH',
    '',
    'Berikan berkas ini kepada ketua unit Anda. Di aplikasi Pulih, ketua unit menekan: Unit, lalu Salinan darurat.',
    'Kalau ketua unit tidak ada, berikan kepada pengelola server Pulih.',
    'Isinya terkunci: hanya server Pulih yang bisa membukanya. Jadi boleh dikirim lewat WhatsApp atau surel.',
    'Foto dan rekaman suara tidak ada di berkas ini. Yang belum terkirim tetap terkunci di HP dan dikirim sendiri',
    'saat aplikasi dibuka dan ada sinyal. Jadi jangan hapus data aplikasi Pulih di HP itu.',
    'Jangan ubah isinya. Diserahkan dua kali tidak apa-apa: tidak ada yang tercatat dua kali.',
    'Ketua unit yang kehilangan HP memberikan berkas ini kepada pengelola server.',
    '',
    '',
  ].join('\r\n'),
  name: 'salinan-darurat.txt',
  save: 'Simpan salinan darurat',
  line: {
    pin: 'Tanpa PIN, catatan di HP ini tidak bisa dibuka oleh siapa pun, juga oleh kami. Kuncinya akan dihapus.',
    phrase:
      'Tanpa kalimat sandi, catatan di HP ini tidak bisa dibuka oleh siapa pun, juga oleh kami. Kuncinya akan dihapus.',
  },
  sent: 'Yang sudah terkirim ada di server, dan kembali setelah HP didaftarkan lagi. Foto dan rekaman yang belum terkirim ikut diserahkan, paling akhir, kecuali yang di isian belum disimpan.',
  unsent: (count: number) =>
    `${number(count)} catatan belum terkirim. Sebelum kunci dihapus, semuanya diserahkan dulu ke server, tetap terkunci. Ingat-ingat PIN dulu.`,
  goOn: { pin: 'Saya lupa PIN', phrase: 'Saya lupa kalimat sandi' },
  handing: 'Menyerahkan ke server…',
  handed:
    'Semua catatan di HP ini sudah diterima server, juga isian yang belum selesai. Hanya foto dan rekaman di isian itu tidak ikut.',
  blobs: 'Menyerahkan foto dan rekaman…',
  blobsLeft: (count: number) =>
    `${number(count)} foto atau rekaman belum diterima server. Semuanya tetap terkunci di HP ini, juga setelah kunci dihapus, dan dikirim sendiri saat aplikasi dibuka dan ada sinyal. Salinan darurat tidak memuatnya. Jangan hapus data aplikasi.`,
  plain: 'Jangan tunggu foto dan rekaman',
  discard: 'Buang foto dan rekaman itu',
  left: (count: number) =>
    `${number(count)} kiriman terkunci belum sampai ke server. Coba lagi saat ada sinyal, atau simpan salinan darurat dan berikan kepada ketua unit.`,
  again: 'Serahkan ke server',
  sure: 'Ini tidak bisa dibatalkan. Yakin?',
  forget: 'Ya, hapus kunci',
  struck: 'Kunci di HP ini sudah dihapus. Catatan di sini tidak bisa dibuka lagi.',
  lost: 'Di HP ini ada catatan yang kuncinya hilang atau rusak, jadi tidak bisa dibuka.',
  boxes: (count: number) =>
    `${number(count)} kiriman terkunci masih ada di HP ini. Isinya tidak hilang: serahkan ke server saat ada sinyal, atau simpan salinan darurat untuk ketua unit. Jangan hapus data aplikasi.`,
  noBoxes:
    'Semua catatan, foto, dan rekaman yang Anda simpan sudah diterima server. Minta kode baru kepada ketua unit.',
};
