/** Indonesian: beside the policy's own sentences. */
export const words = {
  title: 'Kartu darurat',
  open: 'Darurat',
  call: (name: string) => `Telepon ${name}`,
  close: 'Sudah dibaca',
  near: {
    igd: 'IGD terdekat di daerah ini',
    puskesmas: 'Puskesmas terdekat',
    ppa: 'Perlindungan perempuan dan anak di daerah ini',
  },
};
