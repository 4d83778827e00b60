/**
 * Two slots with checksums in one small file. The new slot is flushed before the old one is zeroed, so a crash loses
 * no key; zeroing in place erases at file level at once, which a database does not.
 *
 *     slot: length (4 bytes) · SHA-256 of the payload (32) · payload        payload: sequence number (4) · bytes
 */

import { type Bytes, sha256 } from './bytes'

export const SLOT = 128 * 1024
const HEAD = 36

/** A sync access handle, or anything that behaves like one. */
export interface BlockFile {
  read(at: number, length: number): Bytes
  write(at: number, bytes: Bytes): void
  flush(): void
}

interface Slot {
  at: number
  sequence: number
  bytes: Bytes
}

async function readSlot(file: BlockFile, at: number): Promise<Slot | undefined> {
  const head = file.read(at, HEAD)
  if (head.length < HEAD) return undefined
  const length = new DataView(head.buffer, head.byteOffset).getUint32(0)
  if (length < 4 || length > SLOT - HEAD) return undefined
  const payload = file.read(at + HEAD, length)
  const sum = await sha256(payload)
  if (payload.length !== length || !sum.every((byte, i) => byte === head[4 + i])) return undefined
  return { at, sequence: new DataView(payload.buffer, payload.byteOffset).getUint32(0), bytes: payload.slice(4) }
}

async function newest(file: BlockFile): Promise<Slot | undefined> {
  const slots = [await readSlot(file, 0), await readSlot(file, SLOT)]
  return slots.filter((slot) => slot !== undefined).sort((a, b) => b.sequence - a.sequence)[0]
}

/** What was last written whole, or undefined. */
export async function readKeyFile(file: BlockFile): Promise<Bytes | undefined> {
  return (await newest(file))?.bytes
}

export async function writeKeyFile(file: BlockFile, bytes: Bytes): Promise<void> {
  if (bytes.length > SLOT - HEAD - 4) throw new RangeError('key file too large')
  const old = await newest(file)
  const at = old?.at === 0 ? SLOT : 0
  const payload = new Uint8Array(4 + bytes.length)
  new DataView(payload.buffer).setUint32(0, (old?.sequence ?? 0) + 1)
  payload.set(bytes, 4)
  const slot = new Uint8Array(SLOT)
  new DataView(slot.buffer).setUint32(0, payload.length)
  slot.set(await sha256(payload), 4)
  slot.set(payload, HEAD)
  file.write(at, slot)
  file.flush()
  file.write(at === 0 ? SLOT : 0, new Uint8Array(SLOT))
  file.flush()
}
