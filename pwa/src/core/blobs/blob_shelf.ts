/**
 * Pictures and recordings on this phone: each sealed under a key of its own, apart from the journal, which is read whole.
 * The key lies in the key file alone; struck there, the bytes are noise, wherever they lie.
 *
 *     kept ── named by a record that the server has ──▶ sent ── in a named backup ──▶ gone
 *       └── named by nothing for a day, or she agrees to none any more ──▶ gone
 */

import { type Bytes, base64url, fromBase64url, hex, sha256 } from '../device/bytes.ts';
import { answered, committed, openDatabase } from '../device/database.ts';
import { notSaved, timestamp } from '../device/environment.ts';
import { gcm, importKey } from '../keys/seal.ts';
import type { OpenCasebook } from '../store/casebook.ts';
import { blobsBeside, type JournalRow } from '../store/journal.ts';
import { isBackedUp } from '../store/outbox_entry.ts';
import type { PhoneWire } from '../sync/wire.ts';
import type { ApiAnswer, BlobReference, BlobShelf, Id, Problem } from '../types.ts';
import { type BlobNaming, namingsOf } from './naming.ts';
import { type ShelvedBlob, stuckBlobs, unsentBlobs } from './shelved_blob.ts';

const STORE = 'f';

const DAY = 86_400_000;
/** How long what was sent is kept where no backup was ever named. */
const KEPT_DAYS = 45;

export class PhoneBlobs implements BlobShelf {
  readonly book: OpenCasebook;
  private readonly wire: PhoneWire;
  private db: Promise<IDBDatabase> | undefined;

  constructor(book: OpenCasebook, wire: PhoneWire) {
    this.book = book;
    this.wire = wire;
  }

  get store(): OpenCasebook['store'] {
    return this.book.store;
  }

  get shelved(): Record<string, ShelvedBlob> {
    this.store.keys.table.blobs ??= {};
    return this.store.keys.table.blobs;
  }

  unsent = () => unsentBlobs(this.shelved, this.store.meta.epoch);
  stuck = () => stuckBlobs(this.shelved, this.store.meta.epoch);

  /** Opened at each use that comes after the browser closed it. */
  private async rows(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.db ??= openDatabase(blobsBeside(this.store.keys.journal), 2, [STORE], () => {
      this.db = undefined;
    });
    return (await this.db).transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE);
  }

  private async dropRows(rows: readonly string[]): Promise<void> {
    const lie = await this.rows('readwrite');
    for (const row of rows) lie.delete(row);
    await committed(lie.transaction);
  }

  close(): void {
    void this.db?.then((db) => db.close());
    this.db = undefined;
  }

  async keep(content: Blob, type: string, seconds?: number): Promise<BlobReference> {
    const plain = new Uint8Array(await content.arrayBuffer());
    const name = await hashOf(plain);
    if (!(name in this.shelved)) await this.put(name, plain, type);
    return { sha256: name, type, size: plain.byteLength, ...(seconds === undefined ? {} : { seconds }) };
  }

  /** The bytes first: a key without bytes would be a picture that is none. */
  private async put(sha256: string, plain: Bytes, type: string): Promise<void> {
    const { environment, keys } = this.store;
    const [row, raw] = [this.store.newRow(), environment.random(32)];
    const iv = environment.random(12);
    const box = await crypto.subtle.encrypt(gcm(iv, nameOf(row)), await importKey(raw), plain);
    try {
      this.store.mustBeOpen();
      const rows = await this.rows('readwrite');
      rows.put({ key: row, iv, box: new Uint8Array(box) } satisfies JournalRow);
      await committed(rows.transaction);
      const at = timestamp(environment);
      this.shelved[sha256] = { row, key: base64url(raw), type, size: plain.byteLength, at };
      await keys.flush();
    } catch (error) {
      delete this.shelved[sha256];
      throw notSaved(error);
    }
    this.store.signal.notify();
  }

  /** undefined: it is not here, or storage has spoilt it. */
  async bytes(sha256: string): Promise<Bytes | undefined> {
    const one = this.shelved[sha256];
    const sealed = one && (await answered<JournalRow | undefined>((await this.rows('readonly')).get(one.row)));
    if (!sealed) return undefined;
    try {
      const key = await importKey(fromBase64url(one.key));
      return new Uint8Array(await crypto.subtle.decrypt(gcm(sealed.iv, nameOf(one.row)), key, sealed.box));
    } catch {
      return undefined;
    }
  }

  async read({ sha256, type }: BlobReference, record: Id): Promise<ApiAnswer<Blob>> {
    const here = await this.bytes(sha256);
    if (here) return { is: 'answer', body: new Blob([here], { type }) };
    const came = await this.wire.bytes<Blob>(`/v1/blobs/${sha256}?record=${record}`);
    if (came.is !== 'answer') return came;
    const whole = (await hashOf(new Uint8Array(await came.body.arrayBuffer()))) === sha256;
    return whole ? { is: 'answer', body: new Blob([came.body], { type }) } : { is: 'offline' };
  }

  /** What she takes out of a form again, unless something that was saved names it. */
  async letGo(sha256: string): Promise<void> {
    if (sha256 in this.shelved && this.namings(sha256).length === 0) await this.drop([sha256]);
  }

  namings(sha256: string): BlobNaming[] {
    return namingsOf(this.store, sha256);
  }

  /** `begun`: by the answer, since a long way there may have taken longer than a backup. */
  async sent(sha256: string, record: Id, begun = 0): Promise<void> {
    const { meta, environment } = this.store;
    const one = this.shelved[sha256];
    if (!one) return;
    const receipt = { epoch: meta.epoch, started: Math.max(meta.started + 1, begun), at: timestamp(environment) };
    const { [record]: _, ...refused } = one.refused ?? {};
    await this.move(sha256, { sent: { ...one.sent, [record]: receipt }, refused });
  }

  async refuse(sha256: string, { record, feed }: BlobNaming, problem: Problem): Promise<undefined> {
    const { environment, meta } = this.store;
    const refusal = { epoch: meta.epoch, at: timestamp(environment), feed, problem };
    await this.move(sha256, { refused: { ...this.shelved[sha256]?.refused, [record]: refusal } });
  }

  again = (sha256: string): Promise<void> => this.move(sha256, { refused: {} });
  discard = (sha256: string): Promise<void> => this.drop([sha256]);

  private async move(sha256: string, change: Partial<ShelvedBlob>): Promise<void> {
    const one = this.shelved[sha256];
    if (!one) return;
    this.shelved[sha256] = { ...one, ...change };
    await this.store.keys.flush();
    this.store.signal.notify();
  }

  /** Strikes the keys, then clears the rows away. */
  async drop(hashes: readonly string[]): Promise<void> {
    const rows = hashes.flatMap((sha256) => this.shelved[sha256]?.row ?? []);
    for (const sha256 of hashes) delete this.shelved[sha256];
    await this.store.keys.flush();
    await this.dropRows(rows);
    this.store.signal.notify();
  }

  /** Lets go of what need not or must not lie here any longer; and of rows whose key was struck before a crash. */
  async tidy(): Promise<void> {
    const gone = Object.keys(this.shelved).filter((sha256) => this.mayGo(sha256));
    if (gone.length > 0) await this.drop(gone);
    const here = await answered((await this.rows('readonly')).getAllKeys());
    // Looked up after the rows: what was being kept meanwhile has its key by then.
    const known = new Set(Object.values(this.shelved).map(({ row }) => row));
    await this.dropRows(here.map(String).filter((row) => !known.has(row)));
  }

  private mayGo(sha256: string): boolean {
    const [one, namings] = [this.shelved[sha256], this.namings(sha256)];
    if (!one) return false;
    const { environment, meta } = this.store;
    const older = (at: string, days: number): boolean => environment.clock() - Date.parse(at) > days * DAY;
    if (namings.length === 0) return older(one.at, 1) && !this.drafted(sha256);
    if (namings.every((naming) => !this.mayStay(naming))) return true;
    return namings.every(({ record, waits }) => {
      const receipt = waits ? undefined : one.sent?.[record];
      return receipt !== undefined && (isBackedUp(receipt, meta) || (meta.done === 0 && older(receipt.at, KEPT_DAYS)));
    });
  }

  /** Whether she agrees to it, by the acts in her case. */
  private mayStay({ kind, field, feed }: BlobNaming): boolean {
    return this.book.kinds.keepsBlob?.(kind, field, this.book.caseOf(feed)) ?? true;
  }

  private drafted(sha256: string): boolean {
    return this.book.drafts.all().some(({ value }) => JSON.stringify(value).includes(sha256));
  }
}

const nameOf = (row: string): string => `blob ${row} 1`;

/** As a record names it. */
export const hashOf = async (content: Bytes): Promise<string> => hex(await sha256(content));
