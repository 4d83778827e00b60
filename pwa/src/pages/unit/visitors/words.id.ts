/** Indonesian: what a coordinator does for people without an account. */
export const words = {
  survey: {
    about: 'Layanan yang ditanyakan',
    make: 'Buat kode survei',
    services: {
      screening: 'Skrining',
      accompany: 'Pendampingan',
      referral: 'Rujukan',
      training: 'Pelatihan kerja',
      aftercare: 'Bina lanjut',
    },
    give: 'Berikan kepada satu klien. Hanya tampil sekali ini, dan tidak dicatat untuk siapa.',
    open: (address: string) => `Buka ${address}, lalu ketik kodenya. Atau arahkan kamera HP ke gambar ini.`,
    qr: 'Kode survei sebagai gambar',
    until: (when: string) => `Berlaku sampai ${when}, sekali pakai.`,
    again: 'Buat kode lain',
    results: (month: string) => `Hasil bulan ${month}`,
    index: (ikm: string, grade: string) => `IKM ${ikm}, mutu ${grade}`,
    count: (answered: string, invited: string) => `${answered} jawaban dari ${invited} kode`,
    few: 'Belum bisa ditampilkan: kurang dari 5 jawaban',
    noIndex: 'IKM belum bisa dihitung: ada pertanyaan dengan kurang dari 5 jawaban',
    why: 'Hasil tampil setelah bulannya ditutup, dan hanya kalau ada 5 jawaban atau lebih. Jadi tidak ada jawaban yang bisa ditebak punya siapa.',
    elements: 'Nilai per pertanyaan (1 sampai 4)',
    said: 'Kata mereka',
  },
};
