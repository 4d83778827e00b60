/** A phone for tests: the real keys, local store, casebook and sync on a platform in memory. */

import { bytesOf } from '../../src/core/device/bytes.ts';
import { KeyStore } from '../../src/core/keys/key_store.ts';
import type { OpenKeys } from '../../src/core/keys/open_keys.ts';
import { type KnownKinds, OpenCasebook } from '../../src/core/store/casebook.ts';
import { type Journal, openJournal } from '../../src/core/store/journal.ts';
import { LastingJournal } from '../../src/core/store/lasting_journal.ts';
import { loadStore } from '../../src/core/store/load_store.ts';
import { LocalStore } from '../../src/core/store/local_store.ts';
import type { EnvelopeSealer } from '../../src/core/store/rescue_envelopes.ts';
import { DigestCache } from '../../src/core/sync/digest.ts';
import { freshPace } from '../../src/core/sync/line_pace.ts';
import { runSync } from '../../src/core/sync/run_sync.ts';
import type { SyncStop, SyncWire } from '../../src/core/sync/wire.ts';
import { ManualEnvironment, MemoryKeyWorker } from './environment.ts';
import type { FakeServer } from './fake_server.ts';
import { ScriptedNetwork } from './network.ts';

/** A box one can look into. */
export const plainEnvelope: EnvelopeSealer = async (mark, epoch, kept) =>
  bytesOf(JSON.stringify({ mark, epoch, ...kept }));

/** Two phones of the same seed have the same names for everything. */
let phones = 0;

export class TestPhone {
  readonly openDisk: () => Promise<Journal>;
  readonly environment: ManualEnvironment;
  readonly keyWorker = new MemoryKeyWorker();
  readonly keyStore: KeyStore;
  readonly network = new ScriptedNetwork();
  readonly agent: string;
  readonly name: string;
  keys: OpenKeys;
  journal: LastingJournal;
  store: LocalStore;
  book: OpenCasebook;
  wire: SyncWire;
  private digestCache = new DigestCache();
  readonly pace = freshPace();

  private constructor(
    name: string,
    agent: string,
    environment: ManualEnvironment,
    keyStore: KeyStore,
    parts: PhoneParts,
    wire: (network: ScriptedNetwork) => SyncWire,
  ) {
    this.name = name;
    this.agent = agent;
    this.environment = environment;
    this.keyStore = keyStore;
    this.keyWorker = keyStore.keyWorker as MemoryKeyWorker;
    this.openDisk = parts.openDisk;
    this.keys = parts.keys;
    this.journal = parts.journal;
    this.store = parts.store;
    this.book = parts.book;
    this.wire = wire(this.network);
  }

  /** `openDisk`: its journal; left out, one in (fake) IndexedDB. */
  static async enrolled(
    server: FakeServer,
    agent: string,
    name: string,
    seed: number,
    openDisk?: () => Promise<Journal>,
  ): Promise<TestPhone> {
    const environment = new ManualEnvironment(seed);
    const keyStore = new KeyStore(new MemoryKeyWorker(), environment);
    const keys = await keyStore.create('CODE', '123456', name);
    if (typeof keys === 'string') throw new Error(keys);
    const who = { id: agent, name: agent, role: 'agent' as const };
    Object.assign(keys.table, { pending: null, epoch: server.state.epoch });
    keys.table.me = { enrolment: name, agent: who, unit: null, fingerprint: '0000' };
    await keys.flush({ handle: 'h' });
    phones += 1;
    const number = phones;
    const parts = await openParts(environment, keys, openDisk ?? (() => openJournal(`${number} ${keys.journal}`)));
    return new TestPhone(name, agent, environment, keyStore, parts, (network) => server.wire(agent, name, network));
  }

  sync(): Promise<SyncStop | undefined> {
    return runSync(this.store, this.wire, { app: 'test', digestCache: this.digestCache, pace: this.pace });
  }

  /** Killed and opened again: only what lies on the disk is left. */
  async reopen(): Promise<void> {
    this.journal.close();
    const tried = await this.keyStore.unlock(this.keys.name, '123456');
    if (tried.is !== 'open') throw new Error(tried.is);
    this.digestCache = new DigestCache();
    Object.assign(this, await openParts(this.environment, tried.keys, this.openDisk));
  }

  async boxes(): Promise<{ mark: string; epoch: string; change?: { id: string }; draft?: unknown; found?: unknown }[]> {
    const rows = await this.journal.rows('boxes');
    return rows.map(({ box }) => JSON.parse(new TextDecoder().decode(box)));
  }
}

const KINDS: KnownKinds = {
  knows: (kind) => kind !== 'strange',
  called: ({ alias }) => (typeof alias === 'string' ? alias : undefined),
};

interface PhoneParts {
  readonly keys: OpenKeys;
  readonly journal: LastingJournal;
  readonly store: LocalStore;
  readonly book: OpenCasebook;
  readonly openDisk: () => Promise<Journal>;
}

async function openParts(
  environment: ManualEnvironment,
  keys: OpenKeys,
  openDisk: () => Promise<Journal>,
): Promise<PhoneParts> {
  const journal = new LastingJournal(await openDisk(), openDisk, environment);
  const loaded = await loadStore(journal, keys);
  const store = new LocalStore(environment, journal, keys, plainEnvelope, loaded);
  const book = new OpenCasebook(store, loaded.drafts, KINDS);
  return { keys, journal, store, book, openDisk };
}
