/** Whether this phone holds what the server holds, in 12 bytes a home; and which list of feeds it was given. */

import { bytesOf, hex, sha256 } from '../device/bytes.ts';
import type { Digest } from '../types.ts';

const MODULUS = 2 ** 48;

/** The first 6 bytes of SHA-256 over `record:n`. */
export async function recordHash(record: string, n: number): Promise<number> {
  const sum = await sha256(bytesOf(`${record}:${n}`));
  return sum.subarray(0, 6).reduce((value, byte) => value * 256 + byte, 0);
}

/** Leaves already counted are not hashed again: a pull with nothing new must cost nothing. */
export class DigestCache {
  private readonly known = new Map<string, { n: number; leaf: number }>();

  async digestOf(held: Iterable<{ readonly record: string; readonly n: number }>): Promise<Digest> {
    const leaves = await Promise.all(Array.from(held, (one) => this.leafOf(one.record, one.n)));
    return { count: leaves.length, sum: leaves.reduce((sum, one) => (sum + one) % MODULUS, 0) };
  }

  private async leafOf(record: string, n: number): Promise<number> {
    const known = this.known.get(record);
    if (known?.n === n) return known.leaf;
    const fresh = await recordHash(record, n);
    this.known.set(record, { n, leaf: fresh });
    return fresh;
  }
}

export async function followsHash(feeds: { readonly [feed: string]: string }): Promise<string> {
  const lines = Object.entries(feeds).map(([feed, home]) => `${feed} ${home}`);
  return hex(await sha256(bytesOf(lines.sort().join('\n'))));
}
