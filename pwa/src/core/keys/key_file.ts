/**
 * A small file in two slots. The new slot is flushed before the old one is zeroed, so a crash at any point leaves the
 * old or the new; zeroing in place erases at file level at once, which no browser database does.
 *
 *     slot: length of the body (4 bytes) · sequence (4) · SHA-256 of sequence and body (32) · body
 */

import { type Bytes, sha256 } from '../device/bytes.ts';
import { isStorageFull } from '../device/environment.ts';

export const SLOT_SIZE = 1 << 19;
const HEAD = 40;

/** A file that is open for one writer: a sync access handle, or one in memory. */
export interface BlockFile {
  /** Fewer bytes than asked where the file ends. */
  read(at: number, length: number): Bytes;
  write(at: number, bytes: Bytes): void;
  flush(): void;
}

interface FileSlot {
  readonly at: number;
  readonly sequence: number;
  readonly body: Bytes;
}

export type WrittenBody = Pick<FileSlot, 'sequence' | 'body'>;

/** What was last written whole; undefined where nothing ever was. Finishes the zeroing that a crash cut short. */
export async function readKeyFile(file: BlockFile): Promise<WrittenBody | undefined> {
  const newest = await newestSlot(file);
  if (newest) zero(file, otherOf(newest));
  return newest;
}

/**
 * `over`: the sequence of what the writer has read, 0 where nothing was. Throws where another wrote since: what was struck
 * is never written back, and no two tries count as one. `again`: the same writer was not answered, so it may lie there.
 * Gives the sequence it has now.
 */
export async function writeKeyFile(file: BlockFile, body: Bytes, over: number, again = false): Promise<number> {
  if (body.length > SLOT_SIZE - HEAD) throw new RangeError('the key file is full');
  const newest = await newestSlot(file);
  // Where the browser has cleared all of it, whoever holds the keys writes it again.
  if (newest && newest.sequence !== over) {
    if (!again || newest.sequence !== over + 1 || !isSame(newest.body, body)) throw new RangeError('moved');
    zero(file, otherOf(newest));
    return newest.sequence;
  }
  takeRoom(file);
  const at = newest ? otherOf(newest) : 0;
  zero(file, at);
  file.write(at, await slotOf(over + 1, body));
  file.flush();
  if (newest) zero(file, newest.at);
  return over + 1;
}

/** For both slots, while there is some: what lies there already can be written over on a phone that is full by now. */
function takeRoom(file: BlockFile): void {
  if (file.read(2 * SLOT_SIZE - 1, 1).length === 1) return;
  const size = file.read(0, 2 * SLOT_SIZE).length;
  try {
    file.write(size, new Uint8Array(2 * SLOT_SIZE - size));
  } catch (error) {
    if (!isStorageFull(error)) throw error;
  }
}

const isSame = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, i) => byte === other[i]);

const otherOf = ({ at }: FileSlot): number => (at === 0 ? SLOT_SIZE : 0);

async function newestSlot(file: BlockFile): Promise<FileSlot | undefined> {
  const both = [await readSlot(file, 0), await readSlot(file, SLOT_SIZE)];
  return both.filter((slot) => slot !== undefined).sort((a, b) => b.sequence - a.sequence)[0];
}

async function readSlot(file: BlockFile, at: number): Promise<FileSlot | undefined> {
  const head = file.read(at, HEAD);
  if (head.length < HEAD) return undefined;
  const view = new DataView(head.buffer, head.byteOffset);
  const length = view.getUint32(0);
  if (length === 0 || length > SLOT_SIZE - HEAD) return undefined;
  const body = file.read(at + HEAD, length);
  const sum = await sumOf(head.subarray(4, 8), body);
  const whole = body.length === length && isSame(sum, head.subarray(8, HEAD));
  return whole ? { at, sequence: view.getUint32(4), body } : undefined;
}

async function slotOf(sequence: number, body: Bytes): Promise<Bytes> {
  const slot = new Uint8Array(HEAD + body.length);
  const view = new DataView(slot.buffer);
  view.setUint32(0, body.length);
  view.setUint32(4, sequence);
  slot.set(await sumOf(slot.subarray(4, 8), body), 8);
  slot.set(body, HEAD);
  return slot;
}

function sumOf(sequence: Bytes, body: Bytes): Promise<Bytes> {
  const whole = new Uint8Array(sequence.length + body.length);
  whole.set(sequence);
  whole.set(body, sequence.length);
  return sha256(whole);
}

/** Whatever lies in a slot, also what a torn zeroing has left there without a head. */
function zero(file: BlockFile, at: number): void {
  const slot = file.read(at, SLOT_SIZE);
  let end = slot.length;
  // Half a million calls of a function would be felt at each unlocking.
  while (end > 0 && slot[end - 1] === 0) end -= 1;
  if (end === 0) return;
  file.write(at, new Uint8Array(end));
  file.flush();
}
