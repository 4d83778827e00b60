/**
 * The opened keys of one person: PIN ▶ Argon2id ▶ data key ▶ her two private keys and one key per feed.
 *
 * They live in memory until the lock. No CryptoKey is ever stored: browsers write even those that cannot be extracted
 * to the disk in clear. What must be forgotten is struck from the key file, which alone can forget.
 */

import { base64url, bytesOf, fromBase64url } from './bytes.ts';
import { type KeyHead, writeHead } from './keyhead.ts';
import { asText, fromText, importKey, type SealedText, seal, unseal, unwrapPrivate, wrapPrivate } from './seal.ts';
import { NotSaved, oneAtATime, type Seams } from './seams.ts';
import type { Me } from './types.ts';
import type { Cost, Vault } from './vault.ts';

export type Jwk = { readonly [member: string]: string };

interface FeedKey {
  /** Its row in the journal: random. */
  readonly row: string;
  readonly key: string;
}

/** The sealed part of a key file. */
export interface Table {
  readonly sign: SealedText;
  readonly box: SealedText;
  readonly signPublic: Jwk;
  readonly boxPublic: Jwk;
  /** Until the server has answered: the code that was typed. */
  pending: { readonly code: string } | null;
  me: Omit<Me, 'label'> | null;
  /** Pinned at enrolment. */
  server: { readonly box_key: Jwk; readonly sign_key: Jwk } | null;
  epoch: string;
  /** The chain of sign-ins: the pair last asked with, and whether it was answered. */
  gen: number;
  mark: string;
  prevMark: string;
  answered: boolean;
  /** `old`: a key on its way out, until all under it is sealed anew. */
  feeds: { [feed: string]: FeedKey & { readonly old?: FeedKey } };
}

export const USUAL: Cost = { memory: 64 * 1024, passes: 2 };
/** Only where the phone refuses the memory. */
export const SMALL: Cost = { memory: 19 * 1024, passes: 2 };

const P256 = { namedCurve: 'P-256' };

export class MemoryRefused extends Error {
  override readonly name = 'MemoryRefused';
}

export class Keys {
  readonly name: string;
  readonly data: CryptoKey;
  readonly signer: CryptoKey;
  readonly table: Table;
  private head: KeyHead;
  private readonly vault: Vault;
  private readonly seams: Seams;
  private readonly turn = oneAtATime();
  private readonly opened = new Map<string, CryptoKey>();
  private closed = false;

  constructor(vault: Vault, seams: Seams, name: string, head: KeyHead, open: OpenTable) {
    this.vault = vault;
    this.seams = seams;
    this.name = name;
    this.head = head;
    this.data = open.data;
    this.signer = open.signer;
    this.table = open.table;
  }

  get journal(): string {
    return this.head.journal;
  }

  get label(): string {
    return this.head.label;
  }

  /** The table, and what else changes, flushed. */
  flush(change: Partial<KeyHead> = {}): Promise<void> {
    return this.turn(async () => {
      if (this.closed) throw new NotSaved('locked');
      this.head = { ...this.head, table: asText(await seal(this.data, 'table', this.table)), ...change };
      await writeHead(this.vault, this.name, this.head);
    });
  }

  /** Before anybody opens the file again: whoever still holds these keys must not write an old table over a new one. */
  close(): Promise<void> {
    this.closed = true;
    return this.turn(async () => this.opened.clear());
  }

  async feedKey(feed: string): Promise<{ row: string; key: CryptoKey } | undefined> {
    const entry = this.table.feeds[feed];
    return entry && { row: entry.row, key: await this.imported(entry) };
  }

  /** The key on its way out, where a crash left one. */
  async oldFeedKey(feed: string): Promise<{ row: string; key: CryptoKey } | undefined> {
    const old = this.table.feeds[feed]?.old;
    return old && { row: old.row, key: await this.imported(old) };
  }

  /** On the disk before anything is sealed under them. `renew`: those that must forget what they hold. */
  async prepareFeeds(feeds: Iterable<string>, renew: ReadonlySet<string>): Promise<void> {
    let moved = false;
    for (const feed of feeds) {
      const entry = this.table.feeds[feed];
      if (entry && !renew.has(feed)) continue;
      const { old, ...present } = entry ?? {};
      const leaving = old ?? (present as Partial<FeedKey>);
      this.table.feeds[feed] = { ...this.freshKey(), ...(leaving.key ? { old: leaving as FeedKey } : {}) };
      moved = true;
    }
    if (moved) await this.flush();
  }

  /** Strikes the keys that were on their way out; gives their rows. */
  async settleFeeds(feeds: Iterable<string>): Promise<void> {
    let moved = false;
    for (const feed of feeds) {
      const entry = this.table.feeds[feed];
      if (!entry?.old) continue;
      this.table.feeds[feed] = { row: entry.row, key: entry.key };
      moved = true;
    }
    if (moved) await this.flush();
  }

  /** Their boxes are gone, wherever their bytes lie. Gives the rows that are noise now. */
  async strikeFeeds(feeds: Iterable<string>): Promise<string[]> {
    const rows: string[] = [];
    for (const feed of feeds) {
      const entry = this.table.feeds[feed];
      if (entry) rows.push(entry.row, ...(entry.old ? [entry.old.row] : []));
      delete this.table.feeds[feed];
    }
    if (rows.length > 0) await this.flush();
    return rows;
  }

  private freshKey(): FeedKey {
    return { row: base64url(this.seams.random(12)), key: base64url(this.seams.random(32)) };
  }

  private async imported({ row, key }: FeedKey): Promise<CryptoKey> {
    const known = this.opened.get(row);
    if (known) return known;
    const fresh = await importKey(fromBase64url(key));
    this.opened.set(row, fresh);
    return fresh;
  }

  /** ES256, raw r‖s as WebCrypto makes it, in base64url. */
  async sign(text: string): Promise<string> {
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    return base64url(new Uint8Array(await crypto.subtle.sign(how, this.signer, bytesOf(text))));
  }
}

export interface OpenTable {
  readonly data: CryptoKey;
  readonly signer: CryptoKey;
  readonly table: Table;
}

/** From the raw data key. */
export async function openTable(raw: Uint8Array<ArrayBuffer>, sealed: SealedText): Promise<OpenTable> {
  const data = await importKey(raw);
  const table = await unseal<Table>(data, 'table', fromText(sealed));
  return { data, table, signer: await signerOf(data, table.sign) };
}

const signerOf = (data: CryptoKey, wrapped: SealedText): Promise<CryptoKey> =>
  unwrapPrivate(data, 'sign', wrapped, { name: 'ECDSA', ...P256 }, ['sign']);

/** Two pairs, because one key cannot both sign and receive. They leave here wrapped. */
export async function makeTable(data: CryptoKey, code: string, mark: string): Promise<OpenTable> {
  const sign = await crypto.subtle.generateKey({ name: 'ECDSA', ...P256 }, true, ['sign', 'verify']);
  const box = await crypto.subtle.generateKey({ name: 'ECDH', ...P256 }, true, ['deriveBits']);
  const wrapped = await wrapPrivate(data, 'sign', sign.privateKey);
  const table: Table = {
    sign: wrapped,
    box: await wrapPrivate(data, 'box', box.privateKey),
    signPublic: await publicJwk(sign.publicKey),
    boxPublic: await publicJwk(box.publicKey),
    pending: { code },
    me: null,
    server: null,
    epoch: '',
    gen: 0,
    mark,
    prevMark: mark,
    answered: true,
    feeds: {},
  };
  return { data, table, signer: await signerOf(data, wrapped) };
}

async function publicJwk(key: CryptoKey): Promise<Jwk> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key);
  return { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' };
}

/** The data key under the PIN's, by the first of these costs that the phone bears; undefined where it bears none. */
export async function wrapDataKey(
  vault: Vault,
  salt: Uint8Array<ArrayBuffer>,
  pin: string,
  raw: Uint8Array<ArrayBuffer>,
  costs: readonly Cost[] = [USUAL, SMALL],
): Promise<Pick<KeyHead, 'salt' | 'cost' | 'wrapped'> | undefined> {
  for (const cost of costs) {
    const stretched = await vault.stretch(pin, salt, cost);
    if (!stretched) continue;
    const wrapped = asText(await seal(await importKey(stretched), 'data', base64url(raw)));
    return { salt: base64url(salt), cost, wrapped };
  }
  return undefined;
}

/** The raw data key; undefined where the PIN is wrong. */
export async function unwrapDataKey(
  vault: Vault,
  pin: string,
  { salt, cost, wrapped }: Pick<KeyHead, 'salt' | 'cost' | 'wrapped'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const stretched = await vault.stretch(pin, fromBase64url(salt), cost);
  if (!stretched) throw new MemoryRefused();
  if (!wrapped) return undefined;
  try {
    return fromBase64url(await unseal<string>(await importKey(stretched), 'data', fromText(wrapped)));
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
