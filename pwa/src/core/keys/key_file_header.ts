/**
 * What stands in a key file in clear, and the counting of tries.
 *
 *     ready ── try counted, then Argon2 ──▶ open (count 0)
 *                                      └──▶ wrong ── the 10th ──▶ struck: no key left, boxes stay
 */

import { bytesOf, textOf } from '../device/bytes.ts';
import type { Environment } from '../device/environment.ts';
import type { UnlockMethod } from '../types.ts';
import type { Argon2Cost, KeyWorkerClient } from './key_worker_client.ts';
import { NewerFormat, type SealedText } from './seal.ts';

export interface KeyFileHeader {
  readonly v: 1;
  readonly label: string;
  /** Which entry to show, and nothing of what is typed there. Left out by older apps. */
  readonly opener?: UnlockMethod;
  /** Name of the journal: random, says nothing. */
  readonly journal: string;
  readonly salt: string;
  readonly cost: Argon2Cost;
  /** The data key under the PIN's. null: struck. */
  readonly wrapped: SealedText | null;
  /** Under the data key. */
  readonly table: SealedText | null;
  /** Asks the server whether this phone was locked, and is good for nothing else. null: not enrolled yet. */
  readonly handle: string | null;
  /** The server's public key, by which a locked phone knows its word. Left out by older apps until the next unlock. */
  readonly signKey?: { readonly [member: string]: string };
  readonly tries: number;
  /** Running time still to wait before the next try. */
  readonly waitMs: number;
  /** What was read of the file: whoever writes it names it. */
  readonly over?: number;
}

export const MAX_TRIES = 10;
const MINUTE = 60_000;
/** After so many wrong ones in a row; then always the last. */
const WAITS = [0, 0, 0, 1, 5, 15, 60];

export const waitAfter = (wrong: number): number => (WAITS[Math.min(wrong, WAITS.length - 1)] ?? 0) * MINUTE;

export async function readKeyFileHeader(keyWorker: KeyWorkerClient, name: string): Promise<KeyFileHeader | undefined> {
  const read = await keyWorker.read(name);
  if (!read) return undefined;
  const header = JSON.parse(textOf(read.body)) as Omit<KeyFileHeader, 'v'> & { v: number };
  if (header.v !== 1) throw new NewerFormat(name);
  return { ...(header as KeyFileHeader), over: read.sequence };
}

/** As it is then. Throws where the file was written since this header was read. */
export async function writeKeyFileHeader(
  keyWorker: KeyWorkerClient,
  name: string,
  { over = 0, ...header }: KeyFileHeader,
): Promise<KeyFileHeader> {
  return { ...header, over: await keyWorker.write(name, bytesOf(JSON.stringify(header)), over) };
}

/** Zeroes both keys where they lie. What is sealed under them is gone, wherever its bytes are. */
export async function strikeKeys(keyWorker: KeyWorkerClient, name: string): Promise<void> {
  const header = await readKeyFileHeader(keyWorker, name);
  if (header) await writeKeyFileHeader(keyWorker, name, { ...header, wrapped: null, table: null });
}

/** How long somebody must still wait, by running time: no clock that a hand can set. Kept on disk when it shrinks. */
export class RetryDelays {
  private readonly until = new Map<string, number>();
  private readonly monotonic: Environment['monotonic'];

  constructor(environment: Pick<Environment, 'monotonic'>) {
    this.monotonic = environment.monotonic;
  }

  begin(name: string, waitMs: number): void {
    this.until.set(name, this.monotonic() + waitMs);
  }

  left(name: string, header: KeyFileHeader): number {
    if (!this.until.has(name)) this.begin(name, header.waitMs);
    return Math.max(0, (this.until.get(name) ?? 0) - this.monotonic());
  }
}
