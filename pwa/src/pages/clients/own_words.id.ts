/** Indonesian: the code with which a client sees her own data. */
export const words = {
  own: 'Kode Data saya',
  give: 'Bacakan, atau tulis di kartu untuk dia. Hanya tampil sekali ini. Jangan ditulis bersama namanya.',
  open: 'Dia membuka alamat ini di HP mana saja:',
  until: (when: string) =>
    `Berlaku sampai ${when}, atau sampai pendampingnya berganti. Kode yang lama tidak berlaku lagi.`,
  again: 'Coba lagi',
  weather: 'Perlu internet. Isian Anda tetap di sini; coba lagi saat tersambung.',
};
