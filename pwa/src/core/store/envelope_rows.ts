/**
 * Rescue envelopes as they lie in the journal, and as a file. Apart from their making, which the lock screen does not need.
 *
 * A box is its own seal, so its `iv` is free to say in clear what a locked phone must know: whether its change is one that
 * the server still has to hear of. An older app left it empty.
 */

import type { Bytes } from '../device/bytes.ts';
import type { JournalRow } from './journal.ts';
import type { EnvelopeMark } from './rescue_envelopes.ts';

const OTHER = 0;
const UNHEARD = 1;
const RECEIVED = 2;

const told = (row: JournalRow, what: number): JournalRow => ({ ...row, iv: Uint8Array.of(what) });

export const envelopeRow = (key: string, box: Bytes, mark: EnvelopeMark): JournalRow =>
  told({ key, iv: new Uint8Array(0), box }, mark === 'waiting' || mark === 'found' ? UNHEARD : OTHER);

/** The server has this very box, and the phone its word for it. */
export const receivedRow = (row: JournalRow): JournalRow => told(row, RECEIVED);

export const isReceived = ({ iv }: JournalRow): boolean => iv[0] === RECEIVED;

/** What is in it waits, or may. */
export const isUnheard = ({ iv }: JournalRow): boolean => iv[0] === UNHEARD || iv.length === 0;

/** A file of envelopes, one a line: any carrier may hand it in. */
export function rescueFile(rows: readonly JournalRow[]): Blob {
  return new Blob(
    rows.flatMap(({ box }) => [box, '\n']),
    { type: 'text/plain' },
  );
}
