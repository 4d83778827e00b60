/** Indonesian: the week and the month at a glance. Loaded with their page alone. */
const count = (plans: number): string => (plans ? `${plans} rencana` : 'tidak ada rencana');

export const words = {
  title: 'Kalender',
  look: 'Lihat per',
  looks: { week: 'Minggu', month: 'Bulan' },
  before: { week: 'Minggu sebelumnya', month: 'Bulan sebelumnya' },
  after: { week: 'Minggu berikutnya', month: 'Bulan berikutnya' },
  today: 'Hari ini',
  count,
  dayOf: (when: string, plans: number, today: boolean) => `${when}${today ? ', hari ini' : ''}, ${count(plans)}`,
  none: 'Tidak ada rencana',
  noneLine: 'Kunjungan, pertemuan, rujukan, dan pelatihan yang dijadwalkan tampil di sini.',
};
