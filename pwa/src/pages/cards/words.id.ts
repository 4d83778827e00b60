/** Indonesian: cards to be read with a client or her family. Loaded with their page alone. */
export const words = {
  title: 'Kartu bacaan',
  draft: 'Konsep: belum diperiksa tenaga kesehatan. Kalau ragu, tanyakan kepada puskesmas.',
  readers: { client: 'Untuk klien', family: 'Untuk keluarga' },
};
