/** Indonesian: papers that the server sets as PDF. Loaded for those who may ask for them. */
export const words = {
  report: 'Laporan bulanan (PDF)',
  recap: 'Rekap klien dengan kode (PDF)',
  recapLine: 'Rekap memuat kode tiap klien, tanpa nama. Simpan di unit, jangan dibagikan.',
  fetching: 'Mengambil…',
  weather: 'Ini perlu internet.',
  unsent: 'Yang belum terkirim dari HP ini belum ada di PDF itu.',
};
