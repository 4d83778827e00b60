/** Pictures and recordings, whose part of the app is loaded when there are some. */

import type { PhoneBlobs } from '../blobs/blob_shelf.ts';
import { unsentBlobs } from '../blobs/shelved_blob.ts';
import type { OpenCasebook } from '../store/casebook.ts';
import type { SyncScheduler } from '../sync/sync_scheduler.ts';
import type { PhoneWire } from '../sync/wire.ts';
import type { BlobShelf } from '../types.ts';

export function lateBlobs(book: OpenCasebook, wire: PhoneWire, sync: SyncScheduler): BlobShelf {
  const { keys } = book.store;
  let loading: Promise<PhoneBlobs> | undefined;
  const shelf = (): Promise<PhoneBlobs> => {
    loading ??= import('../blobs/blob_shelf.ts').then(({ PhoneBlobs }) => new PhoneBlobs(book, wire));
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  let sender: Promise<{ run: SyncScheduler['last'] }> | undefined;
  sync.last = async (mayGoOn) => {
    if (Object.keys(keys.table.blobs ?? {}).length === 0) return undefined;
    const here = await shelf();
    sender ??= import('../blobs/send_blobs.ts').then(
      ({ BlobSender }) => new BlobSender(here, (path, part) => wire.bytes(path, part)),
    );
    return (await sender).run(mayGoOn);
  };
  book.onClosed = () => void loading?.then((opened) => opened.close());
  return {
    keep: async (...kept) => (await shelf()).keep(...kept),
    read: async (...asked) => (await shelf()).read(...asked),
    letGo: async (sha256) => (await shelf()).letGo(sha256),
    unsent: () => unsentBlobs(keys.table.blobs, book.store.meta.epoch),
  };
}
