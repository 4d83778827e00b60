/**
 * Before a casebook is open, and how it is opened and locked. Each person on this phone has her own key file and journal;
 * locking drops keys and memory, and never what waits.
 */

import { NotSaved, Signal } from '../device/environment.ts';
import { untilLoaded } from '../device/late_parts.ts';
import { LiveTab, type TabLocks } from '../device/live_tab.ts';
import { strikeKeys } from '../keys/key_file_header.ts';
import { KeyStore, whyNotOpened } from '../keys/key_store.ts';
import type { OpenKeys } from '../keys/open_keys.ts';
import { requestApi } from '../sync/request.ts';
import type {
  ApiAnswer,
  AppSession,
  EnrolOutcome,
  HandInOutcome,
  Id,
  LocalEnrolment,
  MissingFeature,
  OfficeDoor,
  OpenedSession,
  StorageState,
  UnlockOutcome,
} from '../types.ts';
import { autoLock } from './auto_lock.ts';
import { type EnrolmentFiles, envelopesOf, forgetStruck, localEnrolments } from './enrolments.ts';
import { LockedHandIn } from './locked_hand_in.ts';
import type { OpeningPlatform, OpeningSteps, OpenParts } from './opening_steps.ts';

/** All that the session takes from the browser. */
export interface Platform extends EnrolmentFiles, OpeningPlatform {
  readonly locks: TabLocks;
  readonly missing: () => Promise<MissingFeature[]>;
  readonly storage: () => Promise<StorageState>;
  readonly persist: () => Promise<boolean>;
  /** Not there at once: what a first screen does not need is loaded while it is read. */
  readonly opening: () => Promise<OpeningSteps>;
}

/** How long a screen may take to seal its draft. */
const SEALING = 2000;

export class PhoneSession implements AppSession {
  private readonly signal = new Signal();
  private readonly platform: Platform;
  private readonly keyStore: KeyStore;
  private readonly tabs: LiveTab;
  private readonly beforeLocks = new Set<() => Promise<void>>();
  private unfinished: { readonly code: string; readonly pin: string; readonly keys: OpenKeys } | undefined;
  private readonly claimed: Promise<void>;
  private open: OpenParts | null = null;
  private readonly boxes: LockedHandIn;
  /** The tab's claim, then the last lock, until it is done. */
  private locking: Promise<void>;

  constructor(platform: Platform) {
    this.platform = platform;
    this.keyStore = new KeyStore(platform.keyWorker, platform.environment);
    this.boxes = new LockedHandIn(
      platform,
      () => this.open !== null,
      () => this.signal.notify(),
    );
    this.tabs = new LiveTab(platform.locks, { stepDown: () => this.lock(), lost: () => this.lost() }, () =>
      this.signal.notify(),
    );
    autoLock(platform.page, platform.environment, () => void this.lock());
    this.claimed = this.tabs.claim();
    this.locking = this.claimed;
  }

  get version(): number {
    return this.signal.version;
  }

  subscribe(listener: () => void): () => void {
    return this.signal.subscribe(listener);
  }

  get opened(): OpenedSession | null {
    return this.open;
  }

  get tab(): AppSession['tab'] {
    return this.tabs.state;
  }

  takeOver(): Promise<void> {
    return this.tabs.takeOver();
  }

  missing(): Promise<readonly MissingFeature[]> {
    return this.platform.missing();
  }

  /** Where another tab is the live one its files are not touched. */
  async enrolments(): Promise<readonly LocalEnrolment[]> {
    await this.claimed;
    if (this.tabs.state !== 'mine') return [];
    const found = await localEnrolments(this.platform);
    this.boxes.begin(found);
    return found;
  }

  readonly handIn = (id: Id): Promise<HandInOutcome> => this.boxes.handIn(id, true);
  readonly handInBlobs = (id: Id): Promise<number> => this.boxes.handInBlobs(id);

  async enrol(code: string, pin: string, label: string): Promise<EnrolOutcome> {
    await this.locking;
    const before = this.unfinished?.code === code && this.unfinished.pin === pin ? this.unfinished.keys : undefined;
    const keys = before ?? (await this.keyStore.create(code, pin, label));
    if (typeof keys === 'string') return { is: 'failed', because: keys };
    this.unfinished = { code, pin, keys };
    return this.goOn(keys);
  }

  /** A code that does not hold leaves nothing behind; anything else may be asked again. */
  private async goOn(keys: OpenKeys): Promise<EnrolOutcome> {
    const { enrol } = await this.platform.opening();
    const answer = await enrol(keys, this.platform.transport);
    if (answer.is === 'problem' && answer.problem.status === 422) {
      this.unfinished = undefined;
      await this.platform.keyWorker.remove(keys.name);
    }
    if (answer.is !== 'answer') return answer;
    this.unfinished = undefined;
    return { is: 'open', opened: await this.openWith(keys) };
  }

  checkCode(code: string): Promise<ApiAnswer<unknown>> {
    const { send, base } = this.platform.transport;
    return requestApi(send, base, { method: 'POST', path: '/v1/enrolment-codes/check', body: { code } });
  }

  async renew(code: string): Promise<ApiAnswer<undefined>> {
    if (!this.open) return { is: 'offline' };
    const { keys } = this.open;
    const { renew } = await this.platform.opening();
    const came = await renew(keys, this.platform.transport, code, this.keyStore.mark());
    if (came.is === 'answer') await this.lock();
    return came;
  }

  async unlock(id: Id, pin: string): Promise<UnlockOutcome> {
    await this.locking;
    const tried = await this.keyStore.unlock(id, pin);
    if (tried.is === 'struck') await this.platform.reminders.remove(id);
    if (tried.is !== 'open') return tried;
    if (tried.keys.table.pending) return this.goOn(tried.keys);
    try {
      return { is: 'open', opened: await this.openWith(tried.keys) };
    } catch (error) {
      return { is: 'failed', because: whyNotOpened(error) };
    }
  }

  private async openWith(keys: OpenKeys): Promise<OpenedSession> {
    await this.boxes.stop();
    const { open } = await this.platform.opening();
    const parts = await open(this.platform, keys, () => this.keyStore.mark());
    this.open = parts;
    // Another tab took over while the PIN was judged: there is one live tab.
    if (this.tabs.state !== 'mine') await this.lock();
    if (!this.open) throw new NotSaved('locked');
    parts.sync.onWipe = () => void this.wipe(keys.name);
    this.signal.notify();
    parts.sync.soon(0);
    // Browsers say yes sooner or later, to an app that was installed or is used: so it is asked each time.
    void this.persist();
    return parts;
  }

  /** The open app heard of a wipe: believed where the server signs it. */
  private async wipe(id: Id): Promise<void> {
    if (!(await this.boxes.isToBeWiped(id))) return;
    await this.lock();
    await this.boxes.wipe(id);
  }

  async changePin(old: string, fresh: string): Promise<'changed' | 'wrong' | 'struck' | 'failed'> {
    if (!this.open) return 'failed';
    const changed = await this.keyStore.changePin(this.open.keys, old, fresh);
    if (changed === 'struck') {
      await this.open.reminder?.off();
      await this.lock();
    }
    return changed === 'wait' ? 'wrong' : changed;
  }

  beforeLock(seal: () => Promise<void>): () => void {
    this.beforeLocks.add(seal);
    return () => void this.beforeLocks.delete(seal);
  }

  /** Screens begin to seal, then lose what they show at once; keys go when all that was begun is on the disk. */
  lock(): Promise<void> {
    const { open } = this;
    if (!open) return this.locking;
    const sealing = Promise.allSettled([...this.beforeLocks].map((seal) => seal()));
    this.open = null;
    this.signal.notify();
    open.sync.stop();
    open.api.forgetToken();
    this.locking = this.drop(open, sealing);
    return this.locking;
  }

  private async drop({ book, keys }: OpenParts, sealing: Promise<unknown>): Promise<void> {
    await Promise.race([sealing, new Promise<void>((done) => this.platform.environment.later(SEALING, done))]);
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
    await strikeKeys(this.platform.keyWorker, id);
    await this.platform.reminders.remove(id);
    this.signal.notify();
  }

  rescue(id: Id): Promise<Blob> {
    return envelopesOf(this.platform, id);
  }

  async forget(id: Id, blobs = false): Promise<void> {
    await forgetStruck(this.platform, id, blobs);
    this.signal.notify();
  }

  async officeDoor(): Promise<OfficeDoor> {
    const { OfficeEntrance } = await untilLoaded(() => import('./sign_in_office.ts'));
    return new OfficeEntrance(this.platform.transport);
  }

  storage(): Promise<StorageState> {
    return this.platform.storage();
  }

  persist(): Promise<boolean> {
    return this.platform.persist();
  }
}
