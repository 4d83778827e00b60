/** What a phone knows of the pictures and recordings that lie on it: in the key file, so that what goes is gone. */

import type { Change, Id, Problem, StuckBlob, UnsentBlobs } from '../types.ts';

/** That the server has it under a record. `started`: how many backups had begun, one more than this phone had heard. */
export interface BlobReceipt {
  readonly epoch: string;
  readonly started: number;
  readonly at: string;
}

/** The server's no to it under a record: tried again after a day, or when she asks. A restored server is asked anew. */
export interface BlobRefusal {
  readonly epoch: string;
  readonly at: string;
  readonly feed: Id;
  readonly problem: Problem;
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
  readonly refused?: { readonly [record: string]: BlobRefusal };
}

/** By SHA-256 of its bytes. */
export type ShelvedBlobs = { readonly [sha256: string]: ShelvedBlob };

/** What the envelope of a change tells the server of one that it names: how to open it as it lies here. */
export interface CarriedBlob {
  readonly sha256: string;
  readonly row: string;
  readonly key: string;
}

export const carriedBlobs = (shelved: ShelvedBlobs = {}, { set }: Change): CarriedBlob[] =>
  Object.values(set)
    .flat()
    .flatMap((value) => {
      const sha256 = (value as { sha256?: string } | null)?.sha256 ?? '';
      const one = shelved[sha256];
      return one ? { sha256, row: one.row, key: one.key } : [];
    });

/** Whether a change names one that is needed here: where its case leaves, the change alone says under what it is sent. */
export const namesNeeded = (
  shelved: ShelvedBlobs | undefined,
  change: Change,
  isCovered: (receipt: BlobReceipt) => boolean,
): boolean =>
  carriedBlobs(shelved, change).some(({ sha256 }) => {
    const receipt = shelved?.[sha256]?.sent?.[change.record];
    return !(receipt && isCovered(receipt));
  });

/** The phone's own word: storage cleared or spoilt them before they were sent. */
export const LOST_BYTES: Problem = { type: 'about:blank', title: '', status: 0, detail: '' };

const refusalOf = ({ refused = {} }: ShelvedBlob, epoch: string): BlobRefusal | undefined =>
  Object.values(refused).find((one) => one.epoch === epoch);

/** What goes by itself: the server has it under no record in this epoch, and refused it under none. */
export function unsentBlobs(shelved: ShelvedBlobs = {}, epoch: string): UnsentBlobs {
  const waiting = Object.values(shelved).filter(
    (one) => !refusalOf(one, epoch) && !Object.values(one.sent ?? {}).some((sent) => sent.epoch === epoch),
  );
  const photos = waiting.filter(({ type }) => type.startsWith('image/')).length;
  return { photos, voices: waiting.length - photos, bytes: waiting.reduce((sum, { size }) => sum + size, 0) };
}

/** What waits for her. */
export const stuckBlobs = (shelved: ShelvedBlobs = {}, epoch: string): StuckBlob[] =>
  Object.entries(shelved).flatMap(([sha256, one]) => {
    const refusal = refusalOf(one, epoch);
    return refusal ? [{ sha256, type: one.type, size: one.size, feed: refusal.feed, problem: refusal.problem }] : [];
  });
