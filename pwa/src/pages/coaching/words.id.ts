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
  notAssessed: 'Belum dinilai',
  noMonitoring: 'Belum ada monitoring. Isi dulu, supaya kelihatan apa yang kurang.',
  target: (phase: string) => `target ${phase}`,
  assessedOf: (year: string) => `dinilai untuk ${year}`,
  shut: (phase: string, gates: string) => `Belum bisa ${phase}: ${gates}.`,
  next: (criteria: string) => `Menurut monitoring terakhir, yang paling menaikkan nilai: ${criteria}.`,
  asks: (count: string) => `${count} perlu dikerjakan`,
};
