/** Indonesian: what goes after everything else. */
export const words = {
  media: (photos: string, voices: string, size: string) =>
    `${[photos !== '0' && `${photos} foto`, voices !== '0' && `${voices} rekaman`].filter(Boolean).join(' dan ')} belum terkirim, ${size}. Dikirim setelah semua catatan.`,
};
