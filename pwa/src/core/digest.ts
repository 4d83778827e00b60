/** Whether this phone holds what the server holds: the sum modulo 2^48 of the first 6 bytes of SHA-256(`record:n`). */

import { bytesOf, hex, sha256 } from './bytes';

const MODULUS = 2 ** 48;

export async function leaf(record: string, n: number): Promise<number> {
  return Number.parseInt(hex((await sha256(bytesOf(`${record}:${n}`))).slice(0, 6)), 16);
}

export async function digestOf(records: { record: string; n: number }[]): Promise<{ count: number; sum: number }> {
  const leaves = await Promise.all(records.map(({ record, n }) => leaf(record, n)));
  return { count: leaves.length, sum: leaves.reduce((sum, one) => (sum + one) % MODULUS, 0) };
}

export async function followsHash(feeds: Record<string, string>): Promise<string> {
  const lines = Object.entries(feeds).map(([feed, home]) => `${feed} ${home}`);
  return hex(await sha256(bytesOf(lines.sort().join('\n'))));
}
