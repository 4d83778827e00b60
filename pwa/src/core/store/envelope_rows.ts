/** Rescue envelopes as they lie in the journal, and as a file. Apart from their making, which the lock screen does not need. */

import type { Bytes } from '../device/bytes.ts';
import type { JournalRow } from './journal.ts';

/** A box is its own seal: no iv of ours. */
export const envelopeRow = (key: string, box: Bytes): JournalRow => ({ key, iv: new Uint8Array(0), box });

/** A file of envelopes, one a line: any carrier may hand it in. */
export function rescueFile(rows: readonly JournalRow[]): Blob {
  return new Blob(
    rows.flatMap(({ box }) => [box, '\n']),
    { type: 'application/jose' },
  );
}
