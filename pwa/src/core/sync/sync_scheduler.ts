/**
 * When the phone talks to its server: after a save, when the line comes back, when the page is looked at, every few
 * minutes while it is; after a failure again and again, later each time. One run at a time. Nothing waits for it.
 */

import { notSaved, Signal, timestamp } from '../device/environment.ts';
import { listenAll, type PageLifecycle } from '../device/page_lifecycle.ts';
import type { LocalStore } from '../store/local_store.ts';
import { casesOf } from '../store/outbox_entry.ts';
import { unsentOf } from '../store/unsent_count.ts';
import type { EnrolmentStatus, SyncControl, SyncStatus } from '../types.ts';
import { DigestCache } from './digest.ts';
import { closesAt, skewOf } from './lease.ts';
import { freshPace } from './line_pace.ts';
import { runSync } from './run_sync.ts';
import type { SyncStop, SyncWire } from './wire.ts';

const AFTER_SAVE = 400;
const IN_USE = 3 * 60_000;
const FIRST_AGAIN = 5_000;
const LAST_AGAIN = 5 * 60_000;
/** Said by a server that has much to do. */
const BUSY: readonly number[] = [429, 503];

type RunStatus = Pick<SyncStatus, 'connection' | 'met' | 'busySince' | 'received' | 'problem' | 'local'>;

export class SyncScheduler implements SyncControl {
  private readonly signal = new Signal();
  private readonly store: LocalStore;
  private readonly wire: SyncWire;
  private readonly page: PageLifecycle;
  private readonly app: string;
  private readonly digestCache = new DigestCache();
  private readonly pace = freshPace();
  private running: Promise<void> | undefined;
  private wanted = false;
  private byHand = false;
  private stopped = false;
  private failures = 0;
  private callOff: () => void = () => undefined;
  private due = Number.POSITIVE_INFINITY;
  private readonly deafen: () => void;
  /** Around what brings all she has for the first time. */
  alone: <T>(load: () => Promise<T>) => Promise<T> = (load) => load();
  /** Called where an answer says that this phone is to be wiped, which is no proof of it. */
  onWipe: () => void = () => undefined;
  /** Called where nobody looks any more and something waits. */
  onLeft: () => void = () => undefined;
  /** Called after each run that reached its end. */
  onFine: () => void = () => undefined;
  private now_: RunStatus = {
    connection: 'unknown',
    received: 0,
  };

  /** What goes after everything else, as long as nothing else wants to. */
  last: (mayGoOn: () => boolean) => Promise<SyncStop | undefined> = async () => undefined;

  constructor(store: LocalStore, wire: SyncWire, page: PageLifecycle, app: string) {
    this.store = store;
    this.wire = wire;
    this.page = page;
    this.app = app;
    const looked = (): void => {
      // What the browser cleared behind her back, the screen says by itself.
      store.turn(() => store.journal.mend()).catch(() => undefined);
      if (!page.hidden()) {
        this.soon(0);
        return;
      }
      store.hold.letGo();
      this.leaves();
    };
    const online = (): void => {
      // What hangs on the line of before would hold this one up until its patience ends.
      this.wire.abandon();
      this.soon(0);
    };
    this.deafen = listenAll(page, { online, visibilitychange: looked, pageshow: looked });
  }

  get version(): number {
    return this.signal.version;
  }

  subscribe(listener: () => void): () => void {
    return this.signal.subscribe(listener);
  }

  get status(): SyncStatus {
    const { standing: enrolmentStatus, lastAt } = this.store.meta;
    const skew = skewOf(this.store.environment.clock(), this.store.meta);
    const closes = closesAt(this.store);
    const running = this.running !== undefined;
    const { feeds } = this.store;
    const followed = casesOf(this.store.meta);
    const cases = { here: followed.filter((feed) => feeds.has(feed)).length, of: followed.length };
    return {
      ...this.now_,
      running,
      cases,
      enrolmentStatus,
      skew,
      ...(lastAt ? { lastAt } : {}),
      ...(closes ? { closesAt: closes } : {}),
    };
  }

  /** What the server said about this phone, kept with the next thing that is. */
  heard(standing: EnrolmentStatus): void {
    if (standing === 'wipe') this.onWipe();
    if (standing === this.store.meta.standing) return;
    void this.store
      .turn(() => this.store.commit({ meta: { standing } }))
      .then(
        () => this.signal.notify(),
        () => undefined,
      );
  }

  saved(): void {
    this.soon(AFTER_SAVE);
  }

  /** In so many ms at the latest: a back-off puts off nothing that was already to come sooner. */
  soon(ms: number): void {
    const at = this.store.environment.monotonic() + ms;
    if (this.stopped || at >= this.due) return;
    this.callOff();
    this.due = at;
    this.callOff = this.store.environment.later(ms, () => void this.start());
  }

  /** Asked for by hand: what may still be undone goes too, and what waits for somebody's word. */
  now(): Promise<void> {
    this.store.hold.letGo();
    this.byHand = true;
    return this.start();
  }

  /** While a run is on, another follows it: what was saved meanwhile goes too. */
  private start(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.wanted = true;
    this.running ??= this.runs().finally(() => {
      this.running = undefined;
      this.signal.notify();
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
    const { app, digestCache, pace, byHand: all } = this;
    this.byHand = false;
    const received = (count: number): void => this.tell({ ...this.now_, received: this.now_.received + count });
    try {
      const load = (): Promise<SyncStop | undefined> =>
        runSync(this.store, this.wire, { app, digestCache, pace, received, all });
      const stop = await (this.store.meta.lastAt ? load() : this.alone(load));
      this.ended(stop);
      const late = stop ? undefined : await this.last(() => !this.wanted && !this.stopped);
      if (late) this.ended(late);
    } catch (error) {
      this.tell({ ...this.now_, local: notSaved(error).reason });
      this.later(true);
    }
  }

  private ended(stop: SyncStop | undefined): void {
    const { received } = this.now_;
    const connection = stop?.is === 'offline' ? 'none' : 'fine';
    this.tell({ received, connection, ...this.stoppedBy(stop) });
    this.later(stop !== undefined);
    if (!stop) this.onFine();
  }

  private stoppedBy(stop: SyncStop | undefined): Partial<RunStatus> {
    if (stop?.is === 'offline') return stop.met ? { met: stop.met } : this.page.hasLine() ? { met: 'nobody' } : {};
    if (stop?.is !== 'problem') return {};
    if (!BUSY.includes(stop.problem.status)) return { problem: stop.problem };
    return { busySince: this.now_.busySince ?? timestamp(this.store.environment) };
  }

  private later(failed: boolean): void {
    this.failures = failed ? this.failures + 1 : 0;
    const [chance = 128] = this.store.environment.random(1);
    const jitter = 0.5 + chance / 255;
    const again = Math.min(LAST_AGAIN, FIRST_AGAIN * 2 ** (this.failures - 1));
    if (failed || !this.page.hidden()) this.soon(jitter * (failed ? again : IN_USE));
  }

  private tell(now: RunStatus): void {
    this.now_ = now;
    if (!this.stopped) this.signal.notify();
  }

  private leaves(): void {
    if (unsentOf(this.store.outbox) > 0) this.onLeft();
  }

  stop(): void {
    this.leaves();
    this.stopped = true;
    this.callOff();
    this.deafen();
  }
}
