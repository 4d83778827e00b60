/** A key file in memory that can lose power: what was not flushed may be there, in part, or not at all. */

import type { Bytes } from '../../src/core/device/bytes.ts';
import type { BlockFile } from '../../src/core/keys/key_file.ts';

/** Bytes of a write that may have reached the disk. */
const TEARS = [0, 3, 7, 20, 41];

interface PendingWrite {
  readonly at: number;
  readonly bytes: Bytes;
}

export class MemoryFile implements BlockFile {
  private disk: Bytes;
  private pending: PendingWrite[] = [];
  /** Every write and flush, in order: a place where power may go. */
  readonly steps: ('write' | 'flush')[] = [];
  private readonly cutAt: number;

  /** `disk` stays as it is: the file has a copy. */
  constructor(disk: Bytes = new Uint8Array(0), cutAt = Number.POSITIVE_INFINITY) {
    this.disk = disk.slice();
    this.cutAt = cutAt;
  }

  read(at: number, length: number): Bytes {
    const now = this.pending.length === 0 ? this.disk : laid(this.disk, this.pending);
    return now.slice(at, at + length);
  }

  write(at: number, bytes: Bytes): void {
    this.step('write');
    this.pending.push({ at, bytes: bytes.slice() });
  }

  flush(): void {
    this.step('flush');
    const longer = this.pending.some(({ at, bytes }) => at + bytes.length > this.disk.length);
    if (longer) this.disk = this.bytes;
    else for (const { at, bytes } of this.pending) this.disk.set(bytes, at); // a megabyte less for each
    this.pending = [];
  }

  /** What may be found afterwards: each unflushed write whole, torn, or missing. */
  afterPowerLoss(): Bytes[] {
    let found = [this.disk];
    for (const { at, bytes } of this.pending) {
      const torn = TEARS.map((kept) => bytes.slice(0, kept)).concat([bytes.slice(0, -1), bytes]);
      found = found.flatMap((disk) => torn.map((part) => laid(disk, [{ at, bytes: part }])));
    }
    return found;
  }

  get bytes(): Bytes {
    return laid(this.disk, this.pending);
  }

  private step(what: 'write' | 'flush'): void {
    if (this.steps.length >= this.cutAt) throw new PowerLoss();
    this.steps.push(what);
  }
}

export class PowerLoss extends Error {}

function laid(disk: Bytes, writes: readonly PendingWrite[]): Bytes {
  const size = Math.max(disk.length, ...writes.map(({ at, bytes }) => at + bytes.length));
  const after = new Uint8Array(size);
  after.set(disk);
  for (const { at, bytes } of writes) after.set(bytes, at);
  return after;
}
