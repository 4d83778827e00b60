/** The words of an institution's profile. */
export const profileWords = {
  title: 'Profil lembaga',
  about: 'Agen membaca ini di HP sebelum merujuk. Jangan menulis apa pun tentang klien.',
  never: 'Lembaga belum pernah menyimpan profil ini. Yang sudah terpilih berasal dari pendaftaran.',
  saidOn: (when: string) => `Diisi ${when}. Tempat kosong ditulis bersama tanggal itu.`,
  fields: {
    services: 'Layanan yang ada',
    free_now: 'Jumlah tempat kosong hari ini',
    capacity: 'Jumlah tempat, kosong dan terisi',
    takes: 'Yang diterima',
    age_from: 'Umur paling muda',
    age_to: 'Umur paling tua',
    hours: 'Jam buka',
    fee: 'Biaya',
    requirements: 'Yang perlu dibawa semua orang',
    languages: 'Bahasa selain bahasa Indonesia',
  },
  hints: {
    services: 'Agen hanya bisa merujuk untuk layanan yang dipilih di sini.',
    hours: 'Misalnya Senin-Jumat 08.00-15.00.',
  },
  options: {
    takes: {
      men: 'Laki-laki',
      women: 'Perempuan',
      children: 'Anak',
      disabled: 'Penyandang disabilitas',
      pregnant: 'Ibu hamil',
      hiv: 'Orang dengan HIV',
    },
    fee: { free: 'Gratis', insured: 'BPJS atau KIS', paid: 'Bayar sendiri' },
    languages: {
      jv: 'Jawa',
      su: 'Sunda',
      mad: 'Madura',
      min: 'Minang',
      bug: 'Bugis',
      ban: 'Bali',
      other: 'Bahasa lain',
    },
  },
};
