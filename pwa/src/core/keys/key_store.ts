/** From a PIN to opened keys. The try is on the disk before Argon2 runs, so pulling the plug wins nobody a try. */

import { type Bytes, base64url, hex } from '../device/bytes.ts';
import { isFull, type Seams } from '../device/environment.ts';
import { MemoryRefused, makeTable, openTable, USUAL, unwrapDataKey, wrapDataKey } from './key_crypto.ts';
import { type KeyHead, readHead, TRIES, Waits, waitAfter, writeHead } from './key_file_header.ts';
import type { Vault } from './key_worker_client.ts';
import { Keys } from './keys.ts';
import { asText, importKey, NewerFormat, seal } from './seal.ts';
import { openerOf } from './secret.ts';

type Denied =
  | { readonly is: 'wrong'; readonly left: number; readonly waitMs: number }
  | { readonly is: 'wait'; readonly waitMs: number }
  | { readonly is: 'struck' }
  | { readonly is: 'failed'; readonly because: 'memory' | 'newer' | 'full' | 'file' };

export type Tried = { readonly is: 'open'; readonly keys: Keys } | Denied;

type Raw = { readonly is: 'raw'; readonly raw: Bytes };
type Note = (change: Partial<KeyHead>) => Promise<void>;

export function whyNotOpened(error: unknown): 'newer' | 'full' | 'file' {
  if (error instanceof NewerFormat) return 'newer';
  return isFull(error) ? 'full' : 'file';
}

/** Everything that opens key files. */
export class KeyRoom {
  readonly vault: Vault;
  private readonly seams: Seams;
  private readonly waits: Waits;

  constructor(vault: Vault, seams: Seams) {
    this.vault = vault;
    this.seams = seams;
    this.waits = new Waits(seams);
  }

  /** Keys of a new person, flushed before anybody asks the server. */
  async create(code: string, pin: string, label: string): Promise<Keys | 'memory' | 'full' | 'file'> {
    const raw = this.seams.random(32);
    const open = await makeTable(await importKey(raw), code, this.mark());
    const wrapped = await wrapDataKey(this.vault, this.seams.random(16), pin, raw);
    if (!wrapped) return 'memory';
    const name = base64url(this.seams.random(12));
    const table = asText(await seal(open.data, 'table', open.table));
    const journal = base64url(this.seams.random(12));
    const head: KeyHead = { v: 1, label, journal, ...wrapped, table, handle: null, tries: 0, waitMs: 0 };
    try {
      await writeHead(this.vault, name, head);
    } catch (error) {
      return isFull(error) ? 'full' : 'file';
    }
    return new Keys(this.vault, this.seams, name, head, open);
  }

  /** 128 random bits: what tells one generation of sign-ins from its copy. */
  mark(): string {
    return hex(this.seams.random(16));
  }

  async unlock(name: string, pin: string): Promise<Tried> {
    try {
      const head = await readHead(this.vault, name);
      if (!head) return { is: 'failed', because: 'file' };
      const tried = await this.attempt(name, head, pin, (change) =>
        writeHead(this.vault, name, { ...head, ...change }),
      );
      return tried.is === 'raw' ? { is: 'open', keys: await this.open(name, head, tried.raw, pin) } : tried;
    } catch (error) {
      return { is: 'failed', because: whyNotOpened(error) };
    }
  }

  /** A new PIN for the same data key; a wrong old one counts like any. Where it cannot be written, the old one stays. */
  changePin(keys: Keys, old: string, fresh: string): Promise<Denied['is'] | 'changed'> {
    return this.change(keys, old, fresh).catch(() => 'failed');
  }

  private async change(keys: Keys, old: string, fresh: string): Promise<Denied['is'] | 'changed'> {
    const head = await readHead(this.vault, keys.name);
    if (!head) return 'failed';
    const tried = await this.attempt(keys.name, head, old, (change) => keys.flush(change));
    if (tried.is !== 'raw') return tried.is;
    const wrapped = await wrapDataKey(this.vault, this.seams.random(16), fresh, tried.raw);
    await keys.flush({ ...wrapped, tries: 0, waitMs: 0 });
    return wrapped ? 'changed' : 'failed';
  }

  private async attempt(name: string, head: KeyHead, pin: string, note: Note): Promise<Raw | Denied> {
    if (!head.wrapped || !head.table) return { is: 'struck' };
    const waitMs = this.waits.left(name, head);
    if (waitMs > 0) return this.stillWaits(head, waitMs, note);
    const tries = head.tries + 1;
    await note({ tries, waitMs: waitAfter(tries) });
    try {
      const raw = await unwrapDataKey(this.vault, pin, head);
      return raw ? { is: 'raw', raw } : await this.wrong(name, tries, note);
    } catch (error) {
      if (!(error instanceof MemoryRefused)) throw error;
      await note({ tries: head.tries, waitMs: 0 });
      return { is: 'failed', because: 'memory' };
    }
  }

  private async wrong(name: string, tries: number, note: Note): Promise<Denied> {
    this.waits.begin(name, waitAfter(tries));
    if (tries < TRIES) return { is: 'wrong', left: TRIES - tries, waitMs: waitAfter(tries) };
    await note({ wrapped: null, table: null });
    return { is: 'struck' };
  }

  private async stillWaits(head: KeyHead, waitMs: number, note: Note): Promise<Denied> {
    if (head.waitMs - waitMs > 10_000) await note({ waitMs });
    return { is: 'wait', waitMs };
  }

  private async open(name: string, head: KeyHead, raw: Bytes, pin: string): Promise<Keys> {
    if (!head.table) throw new TypeError('no table');
    const open = await openTable(raw, head.table);
    const calm = { ...head, ...(await this.raised(head, raw, pin)), opener: openerOf(pin), tries: 0, waitMs: 0 };
    await writeHead(this.vault, name, calm);
    return new Keys(this.vault, this.seams, name, calm, open);
  }

  /** Wrapped when less was asked of the phone, or when it refused: asked again, and the old kept if it still refuses. */
  private async raised({ cost }: KeyHead, raw: Bytes, pin: string): Promise<Partial<KeyHead>> {
    if (cost.memory >= USUAL.memory && cost.passes >= USUAL.passes) return {};
    return (await wrapDataKey(this.vault, this.seams.random(16), pin, raw, [USUAL])) ?? {};
  }
}
