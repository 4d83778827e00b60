/** Indonesian: why something has not reached the server, and what she can do about it. */
export const words = {
  look: 'Perlu dilihat',
  count: (count: string) => `${count} catatan tersimpan di HP`,
  offline: 'Tanpa sinyal',
  running: 'Mengirim…',
  sending: (done: string, of: string) => `${done} dari ${of} terkirim`,
  received: (count: string) => `${count} catatan diterima`,
  fetching: 'Mengambil catatan…',
  loaded: (here: string, of: string) => `Mengambil catatan: ${here} dari ${of} orang.`,
  notFetched: 'Catatan Anda belum sampai ke HP ini.',
  loadLater: 'Diambil sendiri begitu ada sinyal dan aplikasi ini terbuka.',
  loadStopped: 'Belum bisa diambil: lihat di Belum terkirim.',
  sendNow: 'Kirim sekarang',
  none: 'Semua sudah terkirim',
  nothingYet: 'Belum ada yang perlu dikirim',
  noneLine: 'Yang belum sampai ke server, yang ditolak, dan yang perlu Anda putuskan akan muncul di sini.',
  sentToday: 'Terkirim hari ini',
  drafts: 'Belum selesai ditulis',
  of: (name: string, alias: string) => `${name} ${alias}`,
  fresh: 'Catatan baru',
  changed: (fields: string) => `Diubah: ${fields}`,
  /** Why nothing goes now. */
  line: {
    sending: 'Sedang dikirim.',
    open: 'Dikirim sendiri selama aplikasi ini terbuka.',
    signal:
      'Tidak ada sinyal. Dikirim sendiri begitu ada sinyal dan aplikasi ini terbuka. Kalau aplikasi ditutup, catatan tetap tersimpan.',
    portal:
      'Ada jaringan, tetapi bukan server yang menjawab. Mungkin WiFi ini minta masuk dulu: buka halamannya di browser, atau pakai data HP.',
    gateway: 'Server sedang tidak bisa dicapai. Bukan karena HP Anda. Dicoba lagi sendiri selama aplikasi ini terbuka.',
    nobody:
      'Server sedang tidak bisa dihubungi. Mungkin sinyalnya lemah, mungkin servernya berhenti. Dicoba lagi sendiri selama aplikasi ini terbuka.',
    busy: (since: string) =>
      `Server sibuk sejak ${since} dan minta menunggu. Dicoba lagi sendiri selama aplikasi ini terbuka.`,
    old: 'Versi aplikasi ini tidak cocok lagi dengan server, jadi belum ada yang dikirim. Perbarui dulu; catatan tidak hilang.',
    behind: 'Server sedang diperiksa pengelola, jadi belum ada yang dikirim. Catatan tetap tersimpan di HP ini.',
    ended:
      'Pendaftaran HP ini sudah berakhir, atau Anda tidak bertugas lagi, jadi belum ada yang dikirim. Minta kode baru kepada ketua unit. Catatan tetap tersimpan.',
    locked:
      'HP ini tidak dipakai lagi atau dikunci, jadi tidak ada yang dikirim. Catatan tetap tersimpan. Minta kode baru kepada ketua unit.',
    full: 'Memori HP penuh, jadi jawaban server tidak bisa disimpan. Hapus beberapa foto atau video, lalu kirim lagi.',
    failed: 'HP gagal menyimpan jawaban server. Kirim lagi; kalau tetap begini, simpan salinan darurat.',
    said: (sentence: string) => `Server belum mau menerima: ${sentence}`,
  },
  /** Why this one does not go. */
  entry: {
    queued: '',
    stumbled:
      'Server bermasalah dengan catatan ini. Dicoba lagi setiap kali mengirim. Kalau berhari-hari begini, simpan salinan darurat dan beri tahu ketua unit.',
    parent: 'Menunggu catatan di atas diperbaiki dulu.',
    held: 'Anda tidak lagi mendampingi dia. Salinannya ada pada ketua unit, yang memutuskan.',
    handed: 'Di tangan ketua unit. Keputusannya akan muncul di sini.',
    unknown: 'Server belum mengenal yang disebut di catatan ini. Salinannya ada pada ketua unit.',
    declined: (sentence: string) => sentence,
    overtaken: (sentence: string) => sentence,
    invalid: (sentence: string) => sentence,
    gone: (sentence: string) =>
      `${sentence} Dia tidak ada lagi di HP ini, jadi tidak bisa diperbaiki di sini. Salinannya ada pada ketua unit.`,
    newer: (sentence: string) => `${sentence} Catatan ini dari versi aplikasi yang lebih baru: perbarui aplikasi dulu.`,
  },
  ways: {
    again: 'Kirim sekarang',
    update: 'Perbarui aplikasi',
    rescue: 'Simpan salinan darurat',
    renew: 'Daftarkan lagi',
    mend: 'Perbaiki',
    leave: 'Biarkan seperti sekarang',
    withdraw: 'Batalkan catatan ini',
    hand: 'Serahkan ke ketua unit',
    discard: 'Buang',
  },
  updating: 'Mencari versi baru…',
  noUpdate: 'Versi baru belum ada, atau belum bisa diambil. Coba lagi nanti.',
  handed: 'Di tangan ketua unit',
  left: (count: string) => `Tidak jadi dikirim (${count})`,
  leftLine: (what: string) => `${what} · tetap tersimpan di HP ini`,
  takeUp: 'Ambil lagi',
  sure: {
    title: (what: string) => `Batalkan ${what}?`,
    line: 'Tidak jadi dikirim ke server. Isinya tetap tersimpan di HP ini dan bisa diambil lagi.',
    along: (count: string) => `${count} catatan lain yang bergantung padanya ikut batal.`,
    yes: 'Ya, batalkan',
  },
};
