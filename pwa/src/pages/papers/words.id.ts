/** Indonesian: papers that the server sets as PDF. Loaded for those who may ask for them. */
export const words = {
  pdf: 'Ambil PDF dari server',
  attendance: 'Daftar hadir (PDF)',
  decree: 'Rancangan SK (PDF)',
  agreement: 'Rancangan PKS dan anggaran (PDF)',
  report: 'Laporan bulanan (PDF)',
  sheet: 'Lembar untuk Lurah (PDF)',
  recap: 'Rekap klien dengan kode (PDF)',
  recapLine: 'Rekap memuat kode tiap klien, tanpa nama. Simpan di unit, jangan dibagikan.',
  fetching: 'Mengambil…',
  weather: 'Ini perlu internet.',
};
