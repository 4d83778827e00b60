/** From a PIN to opened keys. The try is on the disk before Argon2 runs, so pulling the plug wins nobody a try. */

import { type Bytes, base64url, hex } from '../device/bytes.ts';
import { type Environment, isStorageFull, oneAtATime } from '../device/environment.ts';
import { FULL_COST, MemoryRefused, makeKeyTable, openKeyTable, unwrapDataKey, wrapDataKey } from './key_crypto.ts';
import {
  type KeyFileHeader,
  MAX_TRIES,
  RetryDelays,
  readKeyFileHeader,
  waitAfter,
  writeKeyFileHeader,
} from './key_file_header.ts';
import type { KeyWorkerClient } from './key_worker_client.ts';
import { OpenKeys } from './open_keys.ts';
import { asText, importKey, NewerFormat, seal } from './seal.ts';
import { openerOf } from './secret.ts';

type UnlockRefusal =
  | { readonly is: 'wrong'; readonly left: number; readonly waitMs: number }
  | { readonly is: 'wait'; readonly waitMs: number }
  | { readonly is: 'struck' }
  | { readonly is: 'failed'; readonly because: 'memory' | 'newer' | 'full' | 'file' };

export type UnlockAttempt = { readonly is: 'open'; readonly keys: OpenKeys } | UnlockRefusal;

type RawDataKey = { readonly is: 'raw'; readonly raw: Bytes };
type NoteChange = (change: Partial<KeyFileHeader>) => Promise<void>;

export function whyNotOpened(error: unknown): 'newer' | 'full' | 'file' {
  if (error instanceof NewerFormat) return 'newer';
  return isStorageFull(error) ? 'full' : 'file';
}

/** Everything that opens key files. */
export class KeyStore {
  readonly keyWorker: KeyWorkerClient;
  private readonly environment: Environment;
  private readonly waits: RetryDelays;
  private readonly turn = oneAtATime();

  constructor(keyWorker: KeyWorkerClient, environment: Environment) {
    this.keyWorker = keyWorker;
    this.environment = environment;
    this.waits = new RetryDelays(environment);
  }

  /** Keys of a new person, flushed before anybody asks the server. */
  async create(code: string, pin: string, label: string): Promise<OpenKeys | 'memory' | 'full' | 'file'> {
    const raw = this.environment.random(32);
    const open = await makeKeyTable(await importKey(raw), code, this.mark());
    const wrapped = await wrapDataKey(this.keyWorker, this.environment.random(16), pin, raw);
    if (!wrapped) return 'memory';
    const name = base64url(this.environment.random(12));
    const table = asText(await seal(open.data, 'table', open.table));
    const journal = base64url(this.environment.random(12));
    const header: KeyFileHeader = { v: 1, label, journal, ...wrapped, table, handle: null, tries: 0, waitMs: 0 };
    try {
      const lies = await writeKeyFileHeader(this.keyWorker, name, header);
      return new OpenKeys(this.keyWorker, this.environment, name, lies, open);
    } catch (error) {
      return isStorageFull(error) ? 'full' : 'file';
    }
  }

  /** 128 random bits: what tells one generation of sign-ins from its copy. */
  mark(): string {
    return hex(this.environment.random(16));
  }

  /** One try after the other: none begins from the count that another is about to raise. */
  unlock(name: string, pin: string): Promise<UnlockAttempt> {
    return this.turn(async () => {
      try {
        let header = await readKeyFileHeader(this.keyWorker, name);
        if (!header) return { is: 'failed', because: 'file' };
        const note: NoteChange = async (change) => {
          header = await writeKeyFileHeader(this.keyWorker, name, { ...(header as KeyFileHeader), ...change });
        };
        const tried = await this.attempt(name, header, pin, note);
        return tried.is === 'raw' ? { is: 'open', keys: await this.open(name, header, tried.raw, pin) } : tried;
      } catch (error) {
        return { is: 'failed', because: whyNotOpened(error) };
      }
    });
  }

  /** A new PIN for the same data key; a wrong old one counts like any. Where it cannot be written, the old one stays. */
  changePin(keys: OpenKeys, old: string, fresh: string): Promise<UnlockRefusal['is'] | 'changed'> {
    return this.change(keys, old, fresh).catch(() => 'failed');
  }

  private async change(keys: OpenKeys, old: string, fresh: string): Promise<UnlockRefusal['is'] | 'changed'> {
    const header = await readKeyFileHeader(this.keyWorker, keys.name);
    if (!header) return 'failed';
    const tried = await this.attempt(keys.name, header, old, (change) => keys.flush(change));
    if (tried.is !== 'raw') return tried.is;
    const wrapped = await wrapDataKey(this.keyWorker, this.environment.random(16), fresh, tried.raw);
    await keys.flush({ ...wrapped, tries: 0, waitMs: 0 });
    return wrapped ? 'changed' : 'failed';
  }

  private async attempt(
    name: string,
    header: KeyFileHeader,
    pin: string,
    note: NoteChange,
  ): Promise<RawDataKey | UnlockRefusal> {
    if (!header.wrapped || !header.table) return { is: 'struck' };
    const waitMs = this.waits.left(name, header);
    if (waitMs > 0) return this.stillWaits(header, waitMs, note);
    const tries = header.tries + 1;
    await note({ tries, waitMs: waitAfter(tries) });
    try {
      const raw = await unwrapDataKey(this.keyWorker, pin, header);
      return raw ? { is: 'raw', raw } : await this.wrong(name, tries, note);
    } catch (error) {
      if (!(error instanceof MemoryRefused)) throw error;
      await note({ tries: header.tries, waitMs: 0 });
      return { is: 'failed', because: 'memory' };
    }
  }

  private async wrong(name: string, tries: number, note: NoteChange): Promise<UnlockRefusal> {
    this.waits.begin(name, waitAfter(tries));
    if (tries < MAX_TRIES) return { is: 'wrong', left: MAX_TRIES - tries, waitMs: waitAfter(tries) };
    await note({ wrapped: null, table: null });
    return { is: 'struck' };
  }

  private async stillWaits(header: KeyFileHeader, waitMs: number, note: NoteChange): Promise<UnlockRefusal> {
    if (header.waitMs - waitMs > 10_000) await note({ waitMs });
    return { is: 'wait', waitMs };
  }

  private async open(name: string, header: KeyFileHeader, raw: Bytes, pin: string): Promise<OpenKeys> {
    if (!header.table) throw new TypeError('no table');
    const open = await openKeyTable(raw, header.table);
    const signKey = open.table.server?.sign_key;
    const known = { ...header, ...(await this.raised(header, raw, pin)), ...(signKey ? { signKey } : {}) };
    const calm = { ...known, opener: openerOf(pin), tries: 0, waitMs: 0 };
    const lies = await writeKeyFileHeader(this.keyWorker, name, calm);
    return new OpenKeys(this.keyWorker, this.environment, name, lies, open);
  }

  /** Wrapped when less was asked of the phone, or when it refused: asked again, and the old kept if it still refuses. */
  private async raised({ cost }: KeyFileHeader, raw: Bytes, pin: string): Promise<Partial<KeyFileHeader>> {
    if (cost.memory >= FULL_COST.memory && cost.passes >= FULL_COST.passes) return {};
    return (await wrapDataKey(this.keyWorker, this.environment.random(16), pin, raw, [FULL_COST])) ?? {};
  }
}
