/** What an institution says of itself, in short. */
export const words = {
  free: (places: string, when: string) => `${places} tempat kosong (${when})`,
  ages: (from: unknown, to: unknown) => `umur ${from}–${to}`,
  takes: {
    men: 'laki-laki',
    women: 'perempuan',
    children: 'anak',
    disabled: 'disabilitas',
    pregnant: 'ibu hamil',
    hiv: 'orang dengan HIV',
  },
  fee: { free: 'gratis', insured: 'BPJS atau KIS', paid: 'bayar' },
};
