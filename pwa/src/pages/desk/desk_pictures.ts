/** Pictures of records at a desk: each is fetched when it is looked at, and nothing of it is kept. */
import type { BlobShelf, OnlineApi } from '../../core/types';

export const deskPictures = (api: OnlineApi): Pick<BlobShelf, 'read'> => ({
  read: async ({ sha256, type }, record) => {
    const came = await api.get<Blob>(`/v1/blobs/${sha256}?record=${record}`);
    return came.is === 'answer' ? { ...came, body: new Blob([came.body], { type }) } : came;
  },
});
