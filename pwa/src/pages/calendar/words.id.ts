/** Indonesian: the month at a glance. Loaded with its page alone. */
export const words = {
  title: 'Kalender',
  before: 'Bulan sebelumnya',
  after: 'Bulan berikutnya',
  dayOf: (when: string, count: number) => (count ? `${when}, ${count} rencana` : `${when}, tidak ada rencana`),
  none: 'Tidak ada rencana di hari ini',
  noneLine: 'Kunjungan, pertemuan, rujukan, dan pelatihan yang dijadwalkan tampil sebagai titik.',
};
