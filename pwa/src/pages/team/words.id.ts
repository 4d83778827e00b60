/** Indonesian: how she herself is. */
export const words = {
  title: 'Kabar Anda',
  row: 'Bagaimana kabar Anda?',
  rowLine: 'Setengah menit, tentang Anda sendiri',
  rowWaits: 'Jawaban Anda belum terkirim',
  mood: 'Bagaimana perasaan Anda belakangan ini?',
  moods: { '1': 'Sedih', '2': 'Lesu', '3': 'Biasa', '4': 'Baik', '5': 'Ceria' },
  load: 'Seberapa berat pekerjaan ini bagi Anda?',
  loads: { light: 'Ringan', fine: 'Masih kuat', heavy: 'Berat', too_heavy: 'Terlalu berat' },
  calls: 'Perlu dibaca ketua unit dengan nama Anda?',
  callsHint: 'Hanya yang Anda tekan di sini yang dibaca ketua unit dengan nama Anda. Lewati kalau tidak perlu.',
  call: { threatened: 'Ada yang mengancam saya', wants_talk: 'Saya ingin bicara dengan ketua unit' },
  danger: 'Kalau bahayanya sekarang, pergi dulu ke tempat yang aman. Ketua unit baru membacanya saat membuka aplikasi.',
  care: 'Merasa berat itu wajar, dan Anda tidak harus menanggungnya sendiri. Boleh istirahat, boleh minta satu klien dialihkan dulu. Kalau ingin bicara dengan tenaga kesehatan jiwa:',
  phone: 'Telepon 119, lalu tekan 8',
  alone:
    'Di aplikasi ini belum ada ketua unit lain yang bisa membaca panggilan Anda. Bicaralah dengan rekan atau BNNK.',
  promise:
    'Perasaan dan beban disimpan tanpa nama: ketua unit tidak membaca jawaban Anda. Sesudah bulan ini lewat, dia hanya melihat berapa orang yang merasa berat, dan hanya kalau paling sedikit 5 orang menjawab. Di luar unit tidak ada yang melihatnya.',
  send: 'Kirim',
  missing: 'Pilih dulu perasaan dan bebannya.',
  weather:
    'Belum terkirim: perlu internet. Jawaban Anda tersimpan di HP ini dan dikirim saat Anda membuka Saya atau Belum terkirim dengan internet.',
  thanks: 'Terima kasih sudah jujur. Bulan ini masih boleh diubah.',
  called: (when: string) => `Panggilan Anda sejak ${when} belum ditandai dibaca ketua unit.`,
  heard: (when: string) => `Ketua unit menandai sudah menemui Anda ${when}.`,
};
