/** Indonesian: forms that were begun and not saved. Apart from the words of the first screen. */
export const words = {
  all: (count: string) => `Semua isian (${count})`,
  count: (count: string) => `${count} isian belum disimpan`,
  written: (when: string) => `Terakhir diisi ${when}`,
  goOn: 'Lanjutkan',
  drop: 'Buang',
  sure: (what: string) => `Buang isian ${what}?`,
  none: 'Tidak ada isian yang belum selesai',
  noneLine: 'Isian yang Anda tinggalkan sebelum disimpan menunggu di sini.',
};
