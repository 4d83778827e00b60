/**
 * Rescue envelopes as they lie in the journal, and as a file. Apart from their making, which the lock screen does not need.
 *
 * A box is its own seal, so its `iv` is free to say in clear what a locked phone must know: whether its change is one that
 * the server still has to hear of, in which epoch the server took it, which change was written before which, and under
 * which names the pictures lie whose keys the box carries. An older app left it empty.
 */

import { type Bytes, bytesOf, textOf } from '../device/bytes.ts';
import type { JournalRow } from './journal.ts';
import type { EnvelopeMark } from './rescue_envelopes.ts';

const OTHER = 0;
const UNHEARD = 1;
const RECEIVED = 2;
const PUSHED = 3;
const WHAT: { readonly [mark in EnvelopeMark]?: number } = { waiting: UNHEARD, found: UNHEARD, sent: PUSHED };
/** Before the name of a picture that the server has, in the epoch of its box, or does not want. */
const HAS = '+';

const told = (row: Omit<JournalRow, 'iv'>, what: number, said: readonly string[]): JournalRow => ({
  ...row,
  iv: Uint8Array.of(what, ...bytesOf(said.join('\n'))),
});

/** The epoch, the order, then the pictures. */
const saidOf = ({ iv }: JournalRow): readonly string[] => textOf(iv.slice(1)).split('\n');

/** `said`: of a change its order; of one that was pushed the epoch too, and the names of pictures. */
export const envelopeRow = (
  key: string,
  box: Bytes,
  mark: EnvelopeMark,
  { epoch = '', order = 0, blobs = [] }: { epoch?: string; order?: number; blobs?: readonly string[] } = {},
): JournalRow => told({ key, box }, WHAT[mark] ?? OTHER, [epoch, `${order}`, ...blobs]);

/** As they were written: what names another comes behind it, and what the server would not take without a yes behind that. */
export const inOrder = (rows: readonly JournalRow[]): JournalRow[] =>
  rows.toSorted((one, other) => Number(saidOf(one)[1] ?? 0) - Number(saidOf(other)[1] ?? 0));

/** The server has this very box, and the phone its word for it; unless an older copy of it comes back: another epoch. */
export function receivedRow(row: JournalRow, epoch: string): JournalRow {
  const [before, order = '0', ...blobs] = saidOf(row);
  return told(row, RECEIVED, [epoch, order, ...blobs.map((name) => (before === epoch ? name : name.replace(HAS, '')))]);
}

export const isReceived = ({ iv }: JournalRow): boolean => iv[0] === RECEIVED;

/** By whichever way. */
export const isHeard = ({ iv }: JournalRow): boolean => (iv[0] ?? 0) >= RECEIVED;
export const isHeardIn = (row: JournalRow, epoch: string): boolean => saidOf(row)[0] === epoch;

/** Names of the pictures that it carries the keys of, and that the server does not have. */
export const blobsLeft = (row: JournalRow): string[] =>
  saidOf(row)
    .slice(2)
    .filter((name) => !name.startsWith(HAS));

/** Of this picture nothing is left to send. */
export const withoutBlob = (row: JournalRow, blob: string): JournalRow =>
  told(
    row,
    row.iv[0] ?? OTHER,
    saidOf(row).map((name) => (name === blob ? HAS + name : name)),
  );

/** What is in it waits, or may. */
export const isUnheard = ({ iv }: JournalRow): boolean => iv[0] === UNHEARD || iv.length === 0;

/** A file of envelopes, one a line: any carrier may hand it in. */
export function rescueFile(rows: readonly JournalRow[]): Blob {
  return new Blob(
    inOrder(rows).flatMap(({ box }) => [box, '\n']),
    { type: 'text/plain' },
  );
}
