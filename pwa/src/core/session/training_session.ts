/**
 * A session for practising: keys and journal lie in memory alone, the server is never there, and the lock forgets all.
 * Nothing of it has a way to a disk or a line, so it cannot mix with what is real.
 */

import { hex, sha256 } from '../device/bytes.ts';
import { type Environment, Signal, timestamp } from '../device/environment.ts';
import { KeyStore } from '../keys/key_store.ts';
import type { KeyWorkerClient } from '../keys/key_worker_client.ts';
import { type KnownKinds, OpenCasebook } from '../store/casebook.ts';
import type { Journal } from '../store/journal.ts';
import { LastingJournal } from '../store/lasting_journal.ts';
import { LocalStore } from '../store/local_store.ts';
import { freshSyncState } from '../store/outbox_entry.ts';
import type {
  AppSession,
  BlobShelf,
  FieldValues,
  Id,
  OnlineApi,
  OpenedSession,
  Reference,
  SignedInAgent,
  SyncControl,
} from '../types.ts';

/** What stands there at the beginning. */
export interface TrainingContents {
  readonly me: Omit<SignedInAgent, 'label' | 'opener' | 'endsAt'>;
  readonly reference: Reference;
  readonly records: readonly TrainingRecord[];
}

export interface TrainingRecord {
  readonly kind: string;
  readonly record: Id;
  readonly feed: Id;
  readonly body: FieldValues;
  readonly by: Id;
}

const HOME = 'latihan';
const OFFLINE = { is: 'offline' } as const;
const api: OnlineApi = {
  get: async () => OFFLINE,
  post: async () => OFFLINE,
  delete: async () => OFFLINE,
  patch: async () => OFFLINE,
};

export async function openTraining(
  environment: Environment,
  kinds: KnownKinds,
  contents: TrainingContents,
): Promise<TrainingSession> {
  const keys = await new KeyStore(memoryKeyWorker(), environment).create('', '000000', contents.me.agent.name);
  if (typeof keys === 'string') throw new TypeError(keys);
  Object.assign(keys.table, { pending: null, epoch: HOME, me: contents.me });
  const journal = new LastingJournal(memoryJournal(), async () => memoryJournal(), environment);
  const at = timestamp(environment);
  const cases = [...new Set(contents.records.map(({ feed }) => feed))];
  const feeds = Object.fromEntries(cases.map((feed) => [feed, HOME]));
  const meta = { ...freshSyncState(HOME), feeds, followed: cases, lastAt: at, rounds: 1 };
  const records = contents.records.map((one, place) => ({
    ...one,
    id: one.record,
    home: HOME,
    n: place + 1,
    told: place + 1,
    at,
    epoch: HOME,
    started: 0,
    load: 0,
  }));
  const { reference } = contents;
  const noEnvelope = async () => new Uint8Array(0);
  const store = new LocalStore(environment, journal, keys, noEnvelope, { meta, reference, records, outbox: [] });
  const book = new OpenCasebook(store, [], kinds);
  store.hold.onLetGo = () => store.signal.notify();
  return new TrainingSession({ book, sync: neverThere(at, cases.length), api, blobs: memoryBlobs() }, book);
}

/** What a page may ask of whoever opens phones, answered for a phone that is none. */
export class TrainingSession implements AppSession {
  readonly tab = 'mine';
  opened: OpenedSession | null;
  private readonly signal = new Signal();
  private readonly book: OpenCasebook;

  constructor(opened: OpenedSession, book: OpenCasebook) {
    this.opened = opened;
    this.book = book;
  }

  get version(): number {
    return this.signal.version;
  }

  subscribe(listener: () => void): () => void {
    return this.signal.subscribe(listener);
  }

  async lock(): Promise<void> {
    this.opened = null;
    this.signal.notify();
    await this.book.close();
  }

  missing = async () => [];
  takeOver = async () => undefined;
  enrolments = async () => [];
  checkCode = async () => OFFLINE;
  renew = async () => OFFLINE;
  enrol = async () => OFFLINE;
  unlock = async () => OFFLINE;
  changePin = async () => 'failed' as const;
  beforeLock = () => () => undefined;
  forgotPin = async () => undefined;
  handInBlobs = async () => 0;
  handIn = async () => ({ handed: 0, left: 0 });
  rescue = async () => new Blob();
  forget = async () => undefined;
  /** Its page stands where nobody practises. */
  officeDoor = () => new Promise<never>(() => undefined);
  storage = async () => ({ persisted: true });
  persist = async () => true;
}

const neverThere = (lastAt: string, of: number): SyncControl => ({
  version: 0,
  subscribe: () => () => undefined,
  status: {
    connection: 'none',
    running: false,
    received: 0,
    cases: { here: of, of },
    enrolmentStatus: 'active',
    skew: 0,
    lastAt,
  },
  now: async () => undefined,
});

const memoryBlobs = (): BlobShelf => {
  const kept = new Map<string, Blob>();
  return {
    keep: async (content, type, seconds) => {
      const name = hex(await sha256(new Uint8Array(await content.arrayBuffer())));
      kept.set(name, content);
      return { sha256: name, type, size: content.size, ...(seconds === undefined ? {} : { seconds }) };
    },
    read: async (blob) => {
      const body = kept.get(blob.sha256);
      return body ? { is: 'answer', body } : OFFLINE;
    },
    letGo: async (name) => void kept.delete(name),
    unsent: () => ({ photos: 0, voices: 0, bytes: 0 }),
    stuck: () => [],
    again: async () => undefined,
    discard: async (name) => void kept.delete(name),
  };
};

/** It keeps nothing: memory has everything, and nobody opens it again. */
const memoryJournal = (): Journal => ({
  rows: async () => [],
  count: async () => 0,
  write: async () => undefined,
  close: () => undefined,
  onLost: () => undefined,
});

const memoryKeyWorker = (): KeyWorkerClient => ({
  able: async () => true,
  names: async () => [],
  read: async () => undefined,
  write: async () => 0,
  remove: async () => undefined,
  stretch: async () => new Uint8Array(32),
});
