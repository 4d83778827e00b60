/**
 * Rescue envelopes as they lie in the journal, and as a file. Apart from their making, which the lock screen does not need.
 *
 * A box is its own seal, so its `iv` is free to say in clear what a locked phone must know: whether its change is one that
 * the server still has to hear of, and in which epoch the server took it. An older app left it empty.
 */

import { type Bytes, bytesOf, textOf } from '../device/bytes.ts';
import type { JournalRow } from './journal.ts';
import type { EnvelopeMark } from './rescue_envelopes.ts';

const OTHER = 0;
const UNHEARD = 1;
const RECEIVED = 2;

const told = (row: JournalRow, what: number, epoch = ''): JournalRow => ({
  ...row,
  iv: Uint8Array.of(what, ...bytesOf(epoch)),
});

export const envelopeRow = (key: string, box: Bytes, mark: EnvelopeMark): JournalRow =>
  told({ key, iv: new Uint8Array(0), box }, mark === 'waiting' || mark === 'found' ? UNHEARD : OTHER);

/** The server has this very box, and the phone its word for it; unless an older copy of it comes back: another epoch. */
export const receivedRow = (row: JournalRow, epoch: string): JournalRow => told(row, RECEIVED, epoch);

/** `epoch`: in this one. */
export const isReceived = ({ iv }: JournalRow, epoch?: string): boolean =>
  iv[0] === RECEIVED && (epoch === undefined || textOf(iv.slice(1)) === epoch);

/** What is in it waits, or may. */
export const isUnheard = ({ iv }: JournalRow): boolean => iv[0] === UNHEARD || iv.length === 0;

/** A file of envelopes, one a line: any carrier may hand it in. */
export function rescueFile(rows: readonly JournalRow[]): Blob {
  return new Blob(
    rows.flatMap(({ box }) => [box, '\n']),
    { type: 'text/plain' },
  );
}
