/**
 * Before a book is open, and how it is opened and locked. Each person on this phone has her own key file and journal;
 * locking drops keys and memory, and never what waits.
 */

import { Bell, type Seams } from '../device/environment.ts';
import type { Page } from '../device/page_lifecycle.ts';
import { type Locks, Tabs } from '../device/tabs.ts';
import { strike } from '../keys/key_file_header.ts';
import { KeyRoom, whyNotOpened } from '../keys/key_store.ts';
import type { Vault } from '../keys/key_worker_client.ts';
import type { Keys } from '../keys/keys.ts';
import { beginJournal } from '../store/begin_journal.ts';
import { OpenBook } from '../store/casebook.ts';
import type { Journal } from '../store/journal.ts';
import { readStore } from '../store/load_store.ts';
import { Ledger } from '../store/local_store.ts';
import { boxer } from '../store/rescue_envelopes.ts';
import { Syncing } from '../sync/sync_scheduler.ts';
import { type Line, PhoneWire } from '../sync/wire.ts';
import type { Answer, Doors, Enrolling, Enrolment, Id, Missing, Office, Opened, Storage, Unlocking } from '../types.ts';
import { autoLock } from './auto_lock.ts';
import { enrol } from './enrol.ts';
import { boxesOf, everybody } from './enrolments.ts';
import { signInOffice } from './sign_in_office.ts';

/** What the doors stand on. */
export interface Ground {
  readonly seams: Seams;
  readonly vault: Vault;
  readonly line: Line;
  readonly page: Page;
  readonly locks: Locks;
  readonly openJournal: (name: string) => Promise<Journal>;
  readonly missing: () => Promise<Missing[]>;
  readonly storage: () => Promise<Storage>;
  readonly persist: () => Promise<boolean>;
  readonly kinds: readonly string[];
  readonly app: string;
}

interface Open extends Opened {
  readonly book: OpenBook;
  readonly sync: Syncing;
  readonly api: PhoneWire;
  readonly keys: Keys;
}

/** How long a screen may take to seal its draft. */
const SEALING = 2000;

export class PhoneDoors implements Doors {
  private readonly bell = new Bell();
  private readonly ground: Ground;
  private readonly room: KeyRoom;
  private readonly tabs: Tabs;
  private readonly sealers = new Set<() => Promise<void>>();
  private unfinished: { readonly code: string; readonly pin: string; readonly keys: Keys } | undefined;
  private readonly claimed: Promise<void>;
  private open: Open | null = null;
  /** The last lock, until it is done. */
  private locking: Promise<void> = Promise.resolve();

  constructor(ground: Ground) {
    this.ground = ground;
    this.room = new KeyRoom(ground.vault, ground.seams);
    this.tabs = new Tabs(ground.locks, { stepDown: () => this.lock(), lost: () => this.lost() }, () =>
      this.bell.ring(),
    );
    autoLock(ground.page, ground.seams, () => void this.lock());
    this.claimed = this.tabs.claim();
  }

  get version(): number {
    return this.bell.version;
  }

  subscribe(listener: () => void): () => void {
    return this.bell.subscribe(listener);
  }

  get opened(): Opened | null {
    return this.open;
  }

  get tab(): Doors['tab'] {
    return this.tabs.state;
  }

  takeOver(): Promise<void> {
    return this.tabs.takeOver();
  }

  missing(): Promise<readonly Missing[]> {
    return this.ground.missing();
  }

  /** Where another tab is the live one its files are not touched. */
  async enrolments(): Promise<readonly Enrolment[]> {
    await this.claimed;
    if (this.tabs.state !== 'mine') return [];
    return everybody(this.ground);
  }

  async enrol(code: string, pin: string, label: string): Promise<Enrolling> {
    await this.locking;
    const before = this.unfinished?.code === code && this.unfinished.pin === pin ? this.unfinished.keys : undefined;
    const keys = before ?? (await this.room.create(code, pin, label));
    if (typeof keys === 'string') return { is: 'failed', because: keys };
    this.unfinished = { code, pin, keys };
    return this.goOn(keys);
  }

  /** A code that does not hold leaves nothing behind; anything else may be asked again. */
  private async goOn(keys: Keys): Promise<Enrolling> {
    const answer = await enrol(keys, this.ground.line);
    if (answer.is === 'problem' && answer.problem.status === 422) {
      this.unfinished = undefined;
      await this.ground.vault.remove(keys.name);
    }
    if (answer.is !== 'answer') return answer;
    this.unfinished = undefined;
    return { is: 'open', opened: await this.openWith(keys) };
  }

  async unlock(id: Id, pin: string): Promise<Unlocking> {
    await this.locking;
    const tried = await this.room.unlock(id, pin);
    if (tried.is !== 'open') return tried;
    if (tried.keys.table.pending) return this.goOn(tried.keys);
    try {
      return { is: 'open', opened: await this.openWith(tried.keys) };
    } catch (error) {
      return { is: 'failed', because: whyNotOpened(error) };
    }
  }

  private async openWith(keys: Keys): Promise<Opened> {
    const { seams, line, page, kinds, app } = this.ground;
    const journal = await this.ground.openJournal(keys.journal);
    const store = await readStore(journal, keys);
    const ledger = new Ledger(seams, journal, keys, boxer(keys), store);
    await beginJournal(ledger, store.empty);
    const book = new OpenBook(ledger, store.drafts, (kind) => kinds.includes(kind));
    const api = new PhoneWire(line, keys, seams, () => this.room.mark());
    const sync = new Syncing(ledger, api, page, app);
    api.onStanding = (standing) => sync.heard(standing);
    book.onSaved = () => sync.saved();
    this.open = { book, sync, api, keys };
    this.bell.ring();
    sync.soon(0);
    // Browsers say yes sooner or later, to an app that was installed or is used: so it is asked each time.
    void this.persist();
    return this.open;
  }

  async changePin(old: string, fresh: string): Promise<'changed' | 'wrong' | 'struck' | 'failed'> {
    if (!this.open) return 'failed';
    const changed = await this.room.changePin(this.open.keys, old, fresh);
    if (changed === 'struck') await this.lock();
    return changed === 'wait' ? 'wrong' : changed;
  }

  beforeLock(seal: () => Promise<void>): () => void {
    this.sealers.add(seal);
    return () => {
      this.sealers.delete(seal);
    };
  }

  /** Screens begin to seal, then lose what they show at once; keys go when all that was begun is on the disk. */
  lock(): Promise<void> {
    const { open } = this;
    if (!open) return this.locking;
    const sealing = Promise.allSettled([...this.sealers].map((seal) => seal()));
    this.open = null;
    this.bell.ring();
    open.sync.stop();
    open.api.hangUp();
    this.locking = this.drop(open, sealing);
    return this.locking;
  }

  private async drop({ book, keys }: Open, sealing: Promise<unknown>): Promise<void> {
    await Promise.race([sealing, new Promise<void>((done) => this.ground.seams.later(SEALING, done))]);
    await book.close();
    await keys.close();
  }

  /** Another tab took the lock by force: nothing more is written here. */
  private lost(): Promise<void> {
    void this.open?.keys.close();
    return this.lock();
  }

  async forgotPin(id: Id): Promise<void> {
    if (this.open?.keys.name === id) await this.lock();
    await strike(this.ground.vault, id);
    this.bell.ring();
  }

  rescue(id: Id): Promise<Blob> {
    return boxesOf(this.ground, id);
  }

  signInOffice(username: string, password: string): Promise<Answer<Office>> {
    return signInOffice(this.ground.line, username, password);
  }

  storage(): Promise<Storage> {
    return this.ground.storage();
  }

  persist(): Promise<boolean> {
    return this.ground.persist();
  }
}
