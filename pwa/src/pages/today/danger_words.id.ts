/** Indonesian: the signs of danger in a unit, in the day of whoever leads it. */
export const words = {
  dangers: (count: string) => `${count} tanda bahaya di unit Anda`,
  look: 'Lihat siapa di tempat Unit',
  unknown: 'Tanda bahaya di unit belum bisa dilihat. Sambungkan HP, lalu buka tempat Unit.',
};
