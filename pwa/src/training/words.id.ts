/** Indonesian: the band over the app while somebody practises. */
export const words = {
  name: 'Latihan.',
  line: 'Tidak ada yang benar-benar disimpan atau dikirim.',
  end: 'Selesai',
};
