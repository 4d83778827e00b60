/**
 * The opened keys of one person: PIN ▶ Argon2id ▶ data key ▶ her two private keys and one key per feed.
 *
 * They live in memory until the lock. No CryptoKey is ever stored: browsers write even those that cannot be extracted
 * to the disk in clear. What must be forgotten is struck from the key file, which alone can forget.
 */

import type { ShelvedBlob } from '../blobs/shelved_blob.ts';
import { base64url, bytesOf, fromBase64url } from '../device/bytes.ts';
import { type Environment, NotSaved, oneAtATime } from '../device/environment.ts';
import type { SignedInAgent, UnlockMethod } from '../types.ts';
import { type KeyFileHeader, readKeyFileHeader, writeKeyFileHeader } from './key_file_header.ts';
import type { KeyWorkerClient } from './key_worker_client.ts';
import { asText, importKey, type SealedText, seal } from './seal.ts';

export type Jwk = { readonly [member: string]: string };

interface FeedKey {
  /** Its row in the journal: random. */
  readonly row: string;
  readonly key: string;
}

/** The public halves of the server's own pairs. */
interface ServerPair {
  readonly box_key: Jwk;
  readonly sign_key: Jwk;
}

/** Both key pairs of an enrolment, and its mark before the first sign-in. */
export type FreshPairs = Pick<KeyTable, 'sign' | 'box' | 'signPublic' | 'boxPublic' | 'mark'>;

/** The sealed part of a key file. */
export interface KeyTable {
  sign: SealedText;
  box: SealedText;
  signPublic: Jwk;
  boxPublic: Jwk;
  /** Until the server has answered: the code that was typed. */
  pending: { readonly code: string } | null;
  me: Omit<SignedInAgent, 'label' | 'opener'> | null;
  /** Pinned at enrolment; later ones where these have signed them. */
  server: ServerPair | null;
  /** Those that were pinned before, the newest first. */
  former?: readonly ServerPair[];
  /** The server's key for which every box here is sealed, and in which way. */
  sealedFor?: string | undefined;
  epoch: string;
  /** The chain of sign-ins: the pair last asked with, and whether it was answered. */
  gen: number;
  mark: string;
  prevMark: string;
  answered: boolean;
  /** Whether the journal ever held anything: where it is empty now, the browser has cleared it. */
  begun?: boolean;
  /** When the server lets this phone in no more, unless it is used before. An older server says nothing. */
  endsAt?: string;
  /** Days without contact after which the caseload closes. An older server says nothing. */
  leaseDays?: number;
  /** Days on which the app was opened since the last contact. */
  used?: readonly string[];
  /** Fresh pairs for a new code on this phone, until the server has answered: asked again with the same. */
  renewal?: (FreshPairs & { readonly code: string }) | null;
  /** Pictures and recordings on this phone; older apps keep them as they stand. */
  blobs?: { [sha256: string]: ShelvedBlob };
  /** `old`: a key on its way out, until all under it is sealed anew. */
  feeds: { [feed: string]: FeedKey & { readonly old?: FeedKey } };
}

export interface OpenKeyTable {
  readonly data: CryptoKey;
  readonly signer: CryptoKey;
  readonly table: KeyTable;
}

export class OpenKeys {
  readonly name: string;
  readonly data: CryptoKey;
  readonly signer: CryptoKey;
  readonly table: KeyTable;
  private header: KeyFileHeader;
  private readonly keyWorker: KeyWorkerClient;
  private readonly environment: Environment;
  private readonly turn = oneAtATime();
  private readonly opened = new Map<string, CryptoKey>();
  private closed = false;

  constructor(
    keyWorker: KeyWorkerClient,
    environment: Environment,
    name: string,
    header: KeyFileHeader,
    open: OpenKeyTable,
  ) {
    this.keyWorker = keyWorker;
    this.environment = environment;
    this.name = name;
    this.header = header;
    this.data = open.data;
    this.signer = open.signer;
    this.table = open.table;
  }

  get journal(): string {
    return this.header.journal;
  }

  /** By what the server is asked for its own word. */
  get asker(): Pick<KeyFileHeader, 'handle' | 'signKey'> {
    return this.header;
  }

  get label(): string {
    return this.header.label;
  }

  get opener(): UnlockMethod {
    return this.header.opener ?? 'pin';
  }

  /** The table, and what else changes, flushed. */
  flush(change: Partial<KeyFileHeader> = {}): Promise<void> {
    return this.turn(async () => {
      if (this.closed) throw new NotSaved('locked');
      const header = { ...this.header, table: asText(await seal(this.data, 'table', this.table)), ...change };
      try {
        this.header = await writeKeyFileHeader(this.keyWorker, this.name, header);
      } catch (error) {
        await this.wasItMine(header);
        throw error;
      }
    });
  }

  /** Written again, as it was, where the browser has cleared it. */
  keep(): Promise<void> {
    return this.turn(async () => {
      if (this.closed || (await this.keyWorker.read(this.name))) return;
      this.header = await writeKeyFileHeader(this.keyWorker, this.name, this.header);
    });
  }

  /** It may lie there although it failed, as where only the old could not be zeroed: then the next goes over it. */
  private async wasItMine(tried: KeyFileHeader): Promise<void> {
    const lies = await readKeyFileHeader(this.keyWorker, this.name).catch(() => undefined);
    if (lies?.table?.box === tried.table?.box) this.header = lies ?? tried;
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
    return { row: base64url(this.environment.random(12)), key: base64url(this.environment.random(32)) };
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
