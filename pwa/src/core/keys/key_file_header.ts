/**
 * What stands in a key file in clear, and the counting of tries.
 *
 *     ready ── try counted, then Argon2 ──▶ open (count 0)
 *                                      └──▶ wrong ── the 10th ──▶ struck: no key left, boxes stay
 */

import { bytesOf, textOf } from '../device/bytes.ts';
import type { Seams } from '../device/environment.ts';
import type { Opener } from '../types.ts';
import type { Cost, Vault } from './key_worker_client.ts';
import { NewerFormat, type SealedText } from './seal.ts';

export interface KeyHead {
  readonly v: 1;
  readonly label: string;
  /** Which entry to show, and nothing of what is typed there. Left out by older apps. */
  readonly opener?: Opener;
  /** Name of the journal: random, says nothing. */
  readonly journal: string;
  readonly salt: string;
  readonly cost: Cost;
  /** The data key under the PIN's. null: struck. */
  readonly wrapped: SealedText | null;
  /** Under the data key. */
  readonly table: SealedText | null;
  /** Asks the server whether this phone was locked, and is good for nothing else. null: not enrolled yet. */
  readonly handle: string | null;
  readonly tries: number;
  /** Running time still to wait before the next try. */
  readonly waitMs: number;
}

export const TRIES = 10;
const MINUTE = 60_000;
/** After so many wrong ones in a row; then always the last. */
const WAITS = [0, 0, 0, 1, 5, 15, 60];

export const waitAfter = (wrong: number): number => (WAITS[Math.min(wrong, WAITS.length - 1)] ?? 0) * MINUTE;

export async function readHead(vault: Vault, name: string): Promise<KeyHead | undefined> {
  const body = await vault.read(name);
  if (!body) return undefined;
  const head = JSON.parse(textOf(body)) as Omit<KeyHead, 'v'> & { v: number };
  if (head.v !== 1) throw new NewerFormat(name);
  return head as KeyHead;
}

export const writeHead = (vault: Vault, name: string, head: KeyHead): Promise<void> =>
  vault.write(name, bytesOf(JSON.stringify(head)));

/** Zeroes both keys where they lie. What is sealed under them is gone, wherever its bytes are. */
export async function strike(vault: Vault, name: string): Promise<void> {
  const head = await readHead(vault, name);
  if (head) await writeHead(vault, name, { ...head, wrapped: null, table: null });
}

/** How long somebody must still wait, by running time: no clock that a hand can set. Kept on disk when it shrinks. */
export class Waits {
  private readonly until = new Map<string, number>();
  private readonly ticks: Seams['ticks'];

  constructor(seams: Pick<Seams, 'ticks'>) {
    this.ticks = seams.ticks;
  }

  begin(name: string, waitMs: number): void {
    this.until.set(name, this.ticks() + waitMs);
  }

  left(name: string, head: KeyHead): number {
    if (!this.until.has(name)) this.begin(name, head.waitMs);
    return Math.max(0, (this.until.get(name) ?? 0) - this.ticks());
  }
}
