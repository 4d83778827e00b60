/** Indonesian: a unit's coaching papers. Loaded for those who supervise alone. */
export const words = {
  title: 'Pembinaan',
  units: 'Unit binaan',
  tasks: 'Perlu dikerjakan',
  noUnit: 'Belum ada unit di sini',
  noUnitLine: 'Biarkan aplikasi terbuka sebentar saat ada sinyal.',
  none: 'Belum ada catatan.',
  readFirst: 'Baca dulu catatannya',
  groups: { unit: 'Unit', training: 'Bimtek', visit: 'Kunjungan pembinaan', money: 'Perjanjian dan anggaran' },
  counted: (name: string, count: string) => `${name} (${count})`,
  asks: (count: string) => `${count} perlu dikerjakan`,
};
