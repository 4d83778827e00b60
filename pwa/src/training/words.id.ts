/** Indonesian: the band over the app while somebody practises. */
export const words = {
  name: 'Latihan.',
  line: 'Apa pun yang tertulis di bawah, tidak ada yang disimpan atau dikirim.',
  end: 'Selesai',
};
