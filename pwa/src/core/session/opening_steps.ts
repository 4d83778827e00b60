/** How a phone comes to its book: enrolled, opened with its keys, enrolled anew. No part of the first screen. */

import { handInBlobs } from '../blobs/hand_in_blobs.ts';
import type { Environment } from '../device/environment.ts';
import type { PageLifecycle } from '../device/page_lifecycle.ts';
import { type ReminderDays, reminderOf } from '../device/reminder_days.ts';
import type { OpenKeys } from '../keys/open_keys.ts';
import { beginJournal } from '../store/begin_journal.ts';
import { type KnownKinds, OpenCasebook } from '../store/casebook.ts';
import type { Journal } from '../store/journal.ts';
import { LastingJournal } from '../store/lasting_journal.ts';
import { loadStore } from '../store/load_store.ts';
import { LocalStore } from '../store/local_store.ts';
import { envelopeSealer } from '../store/rescue_envelopes.ts';
import { sealBoxesAnew } from '../store/whole_contents.ts';
import { keepLease } from '../sync/lease.ts';
import { SyncScheduler } from '../sync/sync_scheduler.ts';
import { type ApiTransport, PhoneWire } from '../sync/wire.ts';
import type { OpenedSession } from '../types.ts';
import { enrol } from './enrol.ts';
import { handIn } from './hand_in.ts';
import { lateBlobs } from './late_blobs.ts';
import { renew } from './renew.ts';
import { askServerWord, learnServerKeys } from './server_word.ts';

export interface OpeningPlatform {
  readonly environment: Environment;
  readonly transport: ApiTransport;
  readonly page: PageLifecycle;
  readonly openJournal: (name: string) => Promise<Journal>;
  readonly reminders: ReminderDays;
  readonly app: string;
  /** Until `load` has ended, what is not needed at once leaves the line to it. */
  readonly alone: <T>(load: () => Promise<T>) => Promise<T>;
  /** Asks to be woken, without being opened, when there is a line. */
  readonly sendLater: () => void;
}

export interface OpenParts extends OpenedSession {
  readonly book: OpenCasebook;
  readonly sync: SyncScheduler;
  readonly api: PhoneWire;
  readonly keys: OpenKeys;
}

export interface OpeningSteps {
  readonly enrol: typeof enrol;
  readonly renew: typeof renew;
  readonly handIn: typeof handIn;
  readonly handInBlobs: typeof handInBlobs;
  readonly askServerWord: typeof askServerWord;
  /** `mark`: gives a fresh one at each call. */
  open(platform: OpeningPlatform, keys: OpenKeys, mark: () => string): Promise<OpenParts>;
}

/** For a book whose kinds are these. */
export function openingSteps(kinds: KnownKinds): OpeningSteps {
  const steps = { enrol, renew, handIn, handInBlobs, askServerWord };
  return { ...steps, open: (platform, keys, mark) => openBook(platform, keys, mark, kinds) };
}

async function openBook(
  platform: OpeningPlatform,
  keys: OpenKeys,
  mark: () => string,
  kinds: KnownKinds,
): Promise<OpenParts> {
  const { environment, transport, page, app } = platform;
  const openJournal = (): Promise<Journal> => platform.openJournal(keys.journal);
  const journal = new LastingJournal(await openJournal(), openJournal, environment);
  const loaded = await loadStore(journal, keys);
  const store = new LocalStore(environment, journal, keys, envelopeSealer(keys), loaded);
  await beginJournal(store, loaded.empty);
  await keepLease(store);
  const book = new OpenCasebook(store, loaded.drafts, kinds);
  const api = new PhoneWire(transport, keys, environment, mark);
  const sync = new SyncScheduler(store, api, page, app);
  api.onStatus = (standing) => sync.heard(standing);
  sync.alone = platform.alone;
  sync.onLeft = platform.sendLater;
  const sealAnew = (): Promise<void> => sealBoxesAnew(store, book.drafts).catch(() => undefined);
  void sealAnew();
  sync.onFine = () => {
    if (api.newKeys) {
      api.newKeys = false;
      void learnServerKeys(keys, transport, mark).then(sealAnew, () => undefined);
    }
    if (!api.rescued) return;
    api.rescued = false;
    void import('./take_returned.ts').then(({ takeReturned }) => takeReturned(book, api)).catch(() => undefined);
  };
  const saved = (): void => sync.saved();
  book.onSaved = saved;
  store.hold.onLetGo = () => {
    saved();
    store.signal.notify();
  };
  const blobs = lateBlobs(book, api, sync);
  return { book, sync, api, blobs, keys, reminder: reminderOf(platform.reminders, keys.name) };
}
