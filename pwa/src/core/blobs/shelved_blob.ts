/** What a phone knows of the pictures and recordings that lie on it: in the key file, so that what goes is gone. */

import type { Change, UnsentBlobs } from '../types.ts';

/** That the server has it under a record. `started`: how many backups had begun, one more than this phone had heard. */
export interface BlobReceipt {
  readonly epoch: string;
  readonly started: number;
  readonly at: string;
}

export interface ShelvedBlob {
  /** Its row: random, says nothing of what it holds. */
  readonly row: string;
  readonly key: string;
  readonly type: string;
  readonly size: number;
  /** When it was made, by this phone's clock. */
  readonly at: string;
  /** By record. */
  readonly sent?: { readonly [record: string]: BlobReceipt };
}

/** By SHA-256 of its bytes. */
export type ShelvedBlobs = { readonly [sha256: string]: ShelvedBlob };

/** Whether a change names one that is needed here: where its case leaves, the change alone says under what it is sent. */
export const namesNeeded = (
  shelved: ShelvedBlobs | undefined,
  { record, set }: Change,
  isCovered: (receipt: BlobReceipt) => boolean,
): boolean =>
  Object.values(set).some((value) => {
    const one = shelved?.[(value as { sha256?: string } | null)?.sha256 ?? ''];
    const receipt = one?.sent?.[record];
    return one !== undefined && !(receipt && isCovered(receipt));
  });

/** What the server has under no record in this epoch. */
export function unsentBlobs(shelved: ShelvedBlobs = {}, epoch: string): UnsentBlobs {
  const waiting = Object.values(shelved).filter(
    ({ sent = {} }) => !Object.values(sent).some((one) => one.epoch === epoch),
  );
  const photos = waiting.filter(({ type }) => type.startsWith('image/')).length;
  return { photos, voices: waiting.length - photos, bytes: waiting.reduce((sum, { size }) => sum + size, 0) };
}
