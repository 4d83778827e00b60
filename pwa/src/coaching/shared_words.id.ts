/** What several kinds of supervision say alike. */

export const phases = {
  rintisan: 'Rintisan',
  tumbuh: 'Tumbuh',
  berkembang: 'Berkembang',
  tangguh: 'Tangguh',
  prima: 'Prima',
};

/** What came with the server is called `2027-draft-2`; what an office published bears a number alone. */
export const rubricName = (version: string): string => version.replace('-draft-', ', rancangan ');

export const owners = {
  unit: 'Unit',
  village: 'Desa atau kelurahan',
  bnnk: 'BNNK',
  bnnp: 'BNNP',
  bnn: 'BNN pusat',
  partner: 'Mitra',
};

export const scale = { none: 'Belum ada', weak: 'Kurang', fair: 'Cukup', good: 'Baik', strong: 'Sangat baik' };

export const year = 'Tahun';
export const more = { more: 'Tulis lebih lengkap' };
/** Under every free text: the coordinator and the officers of the kabupaten read it. */
export const readers = 'Dibaca ketua unit dan BNNK. Jangan sebut klien.';
export const signed = {
  signed_unit: 'Kesepakatan ketua unit',
  unit_says: 'Tanggapan ketua unit',
  signed_coach: 'Kesepakatan pembina',
};
export const unitSaid = 'ada tanggapan ketua unit';
export const otherUnits = {
  title: (count: number) => (count ? `Berlaku juga untuk ${count} unit lain` : 'Berlaku juga untuk unit lain'),
  label: 'Unit yang ikut',
  hint: 'Ditulis sekaligus di catatan setiap unit yang dipilih. Sesudah itu setiap unit diperbaiki sendiri.',
};
/** To an officer, who is told nobody's name. */
export const namesElsewhere = 'Nama anggota hanya ada di HP ketua unit. Ketua unit yang mencatatnya.';
