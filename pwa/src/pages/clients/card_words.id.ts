/** Indonesian: a card with the next meeting. What stands on it tells nobody what it is about. */
export const words = {
  title: 'Kartu janji',
  kept: 'Tidak ada yang disimpan. Di kartu tidak tertulis janji ini tentang apa, jadi jangan ditulis juga di isian.',
  name: 'Nama panggilan, kalau dia mau',
  on: 'Hari',
  time: 'Jam',
  place: 'Tempat',
  contact: 'Kalau batal, kabari ke',
  contactHint: 'Nomor atau nama yang dia kenal. Boleh kosong.',
  print: 'Cetak atau simpan PDF',
  onCard: {
    title: 'Janji bertemu',
    name: 'Untuk',
    on: 'Hari',
    time: 'Jam',
    place: 'Tempat',
    cancel: (contact: string) => `Tidak bisa datang? Kabari ${contact}.`,
    cancelPlain: 'Tidak bisa datang? Kabari yang memberi kartu ini.',
  },
};
