/**
 * When the phone talks to its server: after a save, when the line comes back, when the page is looked at, every few
 * minutes while it is; after a failure again and again, later each time. One run at a time. Nothing waits for it.
 */

import { Bell, notSaved } from '../device/environment.ts';
import { listenAll, type Page } from '../device/page_lifecycle.ts';
import type { Ledger } from '../store/local_store.ts';
import type { Standing, Sync, SyncStatus } from '../types.ts';
import { Leaves } from './digest.ts';
import { sync } from './sync.ts';
import type { Stop, Wire } from './wire.ts';

const AFTER_SAVE = 400;
const IN_USE = 3 * 60_000;
const FIRST_AGAIN = 5_000;
const LAST_AGAIN = 5 * 60_000;
/** Said by a server that has much to do: it is not told to her. */
const BUSY: readonly number[] = [429, 503];

export class Syncing implements Sync {
  private readonly bell = new Bell();
  private readonly ledger: Ledger;
  private readonly wire: Wire;
  private readonly page: Page;
  private readonly app: string;
  private readonly leaves = new Leaves();
  private running: Promise<void> | undefined;
  private wanted = false;
  private stopped = false;
  private failures = 0;
  private callOff: () => void = () => undefined;
  private due = Number.POSITIVE_INFINITY;
  private readonly deafen: () => void;
  private now_: Pick<SyncStatus, 'weather' | 'received' | 'problem' | 'local'> = { weather: 'unknown', received: 0 };

  constructor(ledger: Ledger, wire: Wire, page: Page, app: string) {
    this.ledger = ledger;
    this.wire = wire;
    this.page = page;
    this.app = app;
    const looked = (): void => {
      if (!page.hidden()) this.soon(0);
    };
    this.deafen = listenAll(page, { online: () => this.soon(0), visibilitychange: looked, pageshow: looked });
  }

  get version(): number {
    return this.bell.version;
  }

  subscribe(listener: () => void): () => void {
    return this.bell.subscribe(listener);
  }

  get status(): SyncStatus {
    const { standing, skew, lastAt, done } = this.ledger.meta;
    const running = this.running !== undefined;
    return { ...this.now_, running, standing, skew, backedUp: done > 0, ...(lastAt ? { lastAt } : {}) };
  }

  /** What the server said about this phone, kept with the next thing that is. */
  heard(standing: Standing): void {
    if (standing === this.ledger.meta.standing) return;
    void this.ledger
      .turn(() => this.ledger.commit({ meta: { standing } }))
      .then(
        () => this.bell.ring(),
        () => undefined,
      );
  }

  saved(): void {
    this.soon(AFTER_SAVE);
  }

  /** In so many ms at the latest: a back-off puts off nothing that was already to come sooner. */
  soon(ms: number): void {
    const at = this.ledger.seams.ticks() + ms;
    if (this.stopped || at >= this.due) return;
    this.callOff();
    this.due = at;
    this.callOff = this.ledger.seams.later(ms, () => void this.now());
  }

  /** While a run is on, another follows it: what was saved meanwhile goes too. */
  now(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.wanted = true;
    this.running ??= this.runs().finally(() => {
      this.running = undefined;
      this.bell.ring();
    });
    return this.running;
  }

  private async runs(): Promise<void> {
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      this.callOff();
      this.due = Number.POSITIVE_INFINITY;
      this.tell({ ...this.now_, received: 0 });
      await this.run();
    }
  }

  private async run(): Promise<void> {
    const { app, leaves } = this;
    const received = (count: number): void => this.tell({ ...this.now_, received: this.now_.received + count });
    try {
      this.ended(await sync(this.ledger, this.wire, { app, leaves, received }));
    } catch (error) {
      this.tell({ ...this.now_, local: notSaved(error).reason });
      this.later(true);
    }
  }

  private ended(stop: Stop | undefined): void {
    const { received } = this.now_;
    const problem = stop?.is === 'problem' && !BUSY.includes(stop.problem.status) ? { problem: stop.problem } : {};
    this.tell({ received, weather: stop?.is === 'weather' ? 'none' : 'fine', ...problem });
    this.later(stop !== undefined);
  }

  private later(failed: boolean): void {
    this.failures = failed ? this.failures + 1 : 0;
    const [chance = 128] = this.ledger.seams.random(1);
    const jitter = 0.5 + chance / 255;
    const again = Math.min(LAST_AGAIN, FIRST_AGAIN * 2 ** (this.failures - 1));
    if (failed || !this.page.hidden()) this.soon(jitter * (failed ? again : IN_USE));
  }

  private tell(now: Pick<SyncStatus, 'weather' | 'received' | 'problem' | 'local'>): void {
    this.now_ = now;
    if (!this.stopped) this.bell.ring();
  }

  stop(): void {
    this.stopped = true;
    this.callOff();
    this.deafen();
  }
}
