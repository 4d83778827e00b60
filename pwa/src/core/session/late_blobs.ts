/** Pictures and recordings, whose part of the app is loaded when there are some. */

import type { PhoneBlobs } from '../blobs/blob_shelf.ts';
import { stuckBlobs, unsentBlobs } from '../blobs/shelved_blob.ts';
import { onceLoaded } from '../device/late_parts.ts';
import type { OpenCasebook } from '../store/casebook.ts';
import type { SyncScheduler } from '../sync/sync_scheduler.ts';
import type { PhoneWire } from '../sync/wire.ts';
import type { BlobShelf } from '../types.ts';

export function lateBlobs(book: OpenCasebook, wire: PhoneWire, sync: SyncScheduler): BlobShelf {
  const { keys } = book.store;
  let opened: PhoneBlobs | undefined;
  const shelf = onceLoaded(async (): Promise<PhoneBlobs> => {
    const { PhoneBlobs } = await import('../blobs/blob_shelf.ts');
    opened = new PhoneBlobs(book, wire);
    return opened;
  });
  const sender = onceLoaded(async () => {
    const { BlobSender } = await import('../blobs/send_blobs.ts');
    return new BlobSender(await shelf(), (path, part) => wire.bytes(path, part));
  });
  sync.last = async (mayGoOn) => {
    if (Object.keys(keys.table.blobs ?? {}).length === 0) return undefined;
    return (await sender()).run(mayGoOn);
  };
  book.onClosed = () => opened?.close();
  return {
    keep: async (...kept) => (await shelf()).keep(...kept),
    read: async (...asked) => (await shelf()).read(...asked),
    letGo: async (sha256) => (await shelf()).letGo(sha256),
    unsent: () => unsentBlobs(keys.table.blobs, book.store.meta.epoch),
    stuck: () => stuckBlobs(keys.table.blobs, book.store.meta.epoch),
    again: async (sha256) => (await shelf()).again(sha256),
    discard: async (sha256) => (await shelf()).discard(sha256),
  };
}
