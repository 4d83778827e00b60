/** Indonesian: what the server holds until somebody says yes or no. An officer's page has these too. */
export const words = {
  weather: 'Halaman ini perlu internet. Coba lagi saat tersambung.',
  none: 'Tidak ada catatan tertahan',
  line: (who: string, when: string) => `Dari ${who}, ${when}`,
  mendable:
    'Sebelum ini diperbaiki, catatannya belum bisa diterima. Tekan Tolak dan tulis alasannya: penulisnya membacanya dan bisa memperbaiki.',
  because: {
    'accompanies-no-more': 'Yang menulis tidak lagi mendampingi klien ini.',
    'not-known-yet': 'Yang disebut di catatan ini belum ada di server, atau penulisnya tidak boleh menulis di sana.',
  },
  take: 'Terima catatan ini',
  decline: 'Tolak',
  why: 'Alasan menolak',
  whyHint: 'Dibaca oleh yang menulis. Catatannya tetap ada di HP-nya.',
  taken: 'Diterima. Masuk ke catatan klien.',
  declined: 'Ditolak. Penulisnya akan membaca alasannya.',
  leader: 'ketua unit',
  /** What a restore lost of papers that another role writes. */
  lost: {
    line: 'Hilang saat server dipulihkan, dan masih ada di HP lain. Yang Anda terima tercatat atas nama Anda.',
    others: 'Hilang saat server dipulihkan, dan masih ada di HP ketua unit. Pembina yang menerima atau menolaknya.',
    because: (why: string) => `Ditolak, dan tidak disimpan lagi di HP Anda. Alasannya: ${why}`,
    whyHint: 'Dibaca oleh yang HP-nya masih menyimpan. Catatan ini lalu dilepas dari HP-nya.',
    taken: 'Diterima. Masuk ke catatan pembinaan.',
    declined: 'Ditolak. Catatan ini dilepas dari HP yang menyimpannya.',
  },
};
