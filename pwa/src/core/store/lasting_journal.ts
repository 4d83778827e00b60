/**
 * A journal that outlives its database. A browser that is short of room, or whose storage is cleared, closes it under the
 * running app; memory still has everything, so it is opened again and all of it is written before anything else is. Of a
 * key file that is cleared alone nobody hears: it is looked for before each write.
 *
 *     kept ── closed by the browser, or without keys ──▶ lost ── opened, and all written ──▶ kept
 *                     tried again, later each time, and at each write ◀── it does not open ──┘
 */

import { type Environment, NotSaved } from '../device/environment.ts';
import { isClosed, type Journal, type JournalRow, type JournalWrites, type StoreName } from './journal.ts';

export interface JournalOwner {
  /** What opens this lies on the disk; throws where it cannot be written again. */
  readonly keepKeys: () => Promise<void>;
  /** Everything, sealed, as it stands in memory. */
  readonly contents: () => Promise<readonly (readonly [StoreName, JournalRow])[]>;
  /** Nothing else is written while it is. */
  readonly turn: (act: () => Promise<void>) => Promise<void>;
  /** Told when `kept` has moved. */
  readonly moved: () => void;
}

const FIRST_AGAIN = 1_000;
const LAST_AGAIN = 60_000;

export class LastingJournal implements Omit<Journal, 'onLost'> {
  /** Whether what memory holds lies on the disk too. */
  kept = true;
  private inner: Journal;
  private readonly reopen: () => Promise<Journal>;
  private readonly environment: Pick<Environment, 'later'>;
  private owner: JournalOwner | undefined;
  private failures = 0;
  private closed = false;
  private callOff: () => void = () => undefined;

  constructor(opened: Journal, reopen: () => Promise<Journal>, environment: Pick<Environment, 'later'>) {
    this.inner = opened;
    this.reopen = reopen;
    this.environment = environment;
    this.inner.onLost(() => this.lose());
  }

  belongsTo(owner: JournalOwner): void {
    this.owner = owner;
  }

  rows(store: StoreName): Promise<JournalRow[]> {
    return this.inner.rows(store);
  }

  count(store: StoreName): Promise<number> {
    return this.inner.count(store);
  }

  /** Inside a turn. */
  async write(writes: JournalWrites): Promise<void> {
    await this.mend();
    try {
      await this.inner.write(writes);
    } catch (error) {
      if (this.closed || !isClosed(error)) throw error;
      this.lose();
      await this.mend();
      await this.inner.write(writes);
    }
  }

  /** Inside a turn. Where it is kept, its keys are looked for. */
  async mend(): Promise<void> {
    if (this.closed || !this.owner) return;
    if (this.kept) return this.keepKeys(this.owner);
    const fresh = await this.reopen();
    let lost = false;
    // From here on, for it can be closed while everything is written: it is not kept before it held through that.
    fresh.onLost(() => {
      lost = true;
      if (this.inner === fresh) this.lose();
    });
    try {
      await fresh.write({ put: await this.owner.contents() });
      // A browser clears the one later than the other.
      await this.owner.keepKeys();
      if (lost) throw new NotSaved('failed');
    } catch (error) {
      fresh.close();
      throw error;
    }
    this.inner.close();
    this.inner = fresh;
    this.kept = true;
    this.failures = 0;
    this.callOff();
    this.owner.moved();
  }

  private async keepKeys(owner: JournalOwner): Promise<void> {
    try {
      await owner.keepKeys();
    } catch (error) {
      this.lose();
      throw error;
    }
  }

  private lose(): void {
    if (this.closed || !this.kept) return;
    this.kept = false;
    this.owner?.moved();
    this.tryAgain();
  }

  private tryAgain(): void {
    this.owner
      ?.turn(() => this.mend())
      .catch(() => {
        this.failures += 1;
        this.callOff();
        const ms = Math.min(LAST_AGAIN, FIRST_AGAIN * 2 ** (this.failures - 1));
        this.callOff = this.environment.later(ms, () => this.tryAgain());
      });
  }

  close(): void {
    this.closed = true;
    this.callOff();
    this.inner.close();
  }
}
