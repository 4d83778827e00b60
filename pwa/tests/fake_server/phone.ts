/** A phone for rehearsals: the real keys, ledger, book and sync on ground in memory. */

import { bytesOf } from '../../src/core/device/bytes.ts';
import { KeyRoom } from '../../src/core/keys/key_store.ts';
import type { Keys } from '../../src/core/keys/keys.ts';
import { OpenBook } from '../../src/core/store/casebook.ts';
import { type Journal, openJournal } from '../../src/core/store/journal.ts';
import { readStore } from '../../src/core/store/load_store.ts';
import { Ledger } from '../../src/core/store/local_store.ts';
import type { Boxer } from '../../src/core/store/rescue_envelopes.ts';
import { Leaves } from '../../src/core/sync/digest.ts';
import { sync } from '../../src/core/sync/sync.ts';
import type { Stop, Wire } from '../../src/core/sync/wire.ts';
import { Clockwork, MemoryVault } from './environment.ts';
import { Weather } from './network.ts';
import type { RehearsalServer } from './server.ts';

/** A box one can look into. */
export const glass: Boxer = async (mark, epoch, kept) => bytesOf(JSON.stringify({ mark, epoch, ...kept }));

/** Two phones of the same seed have the same names for everything. */
let phones = 0;

export class RehearsalPhone {
  readonly openDisk: () => Promise<Journal>;
  readonly seams: Clockwork;
  readonly vault = new MemoryVault();
  readonly room: KeyRoom;
  readonly weather = new Weather();
  readonly agent: string;
  readonly name: string;
  keys: Keys;
  journal: Journal;
  ledger: Ledger;
  book: OpenBook;
  wire: Wire;
  private leaves = new Leaves();

  private constructor(
    name: string,
    agent: string,
    seams: Clockwork,
    room: KeyRoom,
    parts: Parts,
    wire: (weather: Weather) => Wire,
  ) {
    this.name = name;
    this.agent = agent;
    this.seams = seams;
    this.room = room;
    this.vault = room.vault as MemoryVault;
    this.openDisk = parts.openDisk;
    this.keys = parts.keys;
    this.journal = parts.journal;
    this.ledger = parts.ledger;
    this.book = parts.book;
    this.wire = wire(this.weather);
  }

  /** `openDisk`: its journal; left out, one in (fake) IndexedDB. */
  static async enrolled(
    server: RehearsalServer,
    agent: string,
    name: string,
    seed: number,
    openDisk?: () => Promise<Journal>,
  ): Promise<RehearsalPhone> {
    const seams = new Clockwork(seed);
    const room = new KeyRoom(new MemoryVault(), seams);
    const keys = await room.create('CODE', '123456', name);
    if (typeof keys === 'string') throw new Error(keys);
    const who = { id: agent, name: agent, role: 'agent' as const };
    Object.assign(keys.table, { pending: null, epoch: server.state.epoch });
    keys.table.me = { enrolment: name, agent: who, unit: null, fingerprint: '0000' };
    await keys.flush({ handle: 'h' });
    phones += 1;
    const number = phones;
    const parts = await openParts(seams, keys, openDisk ?? (() => openJournal(`${number} ${keys.journal}`)));
    return new RehearsalPhone(name, agent, seams, room, parts, (weather) => server.wire(agent, name, weather));
  }

  sync(): Promise<Stop | undefined> {
    return sync(this.ledger, this.wire, { app: 'test', leaves: this.leaves });
  }

  /** Killed and opened again: only what lies on the disk is left. */
  async reopen(): Promise<void> {
    this.journal.close();
    const tried = await this.room.unlock(this.keys.name, '123456');
    if (tried.is !== 'open') throw new Error(tried.is);
    this.leaves = new Leaves();
    Object.assign(this, await openParts(this.seams, tried.keys, this.openDisk));
  }

  async boxes(): Promise<{ mark: string; epoch: string; change?: { id: string }; draft?: unknown }[]> {
    const rows = await this.journal.rows('boxes');
    return rows.map(({ box }) => JSON.parse(new TextDecoder().decode(box)));
  }
}

interface Parts {
  readonly keys: Keys;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly book: OpenBook;
  readonly openDisk: () => Promise<Journal>;
}

async function openParts(seams: Clockwork, keys: Keys, openDisk: () => Promise<Journal>): Promise<Parts> {
  const journal = await openDisk();
  const store = await readStore(journal, keys);
  const ledger = new Ledger(seams, journal, keys, glass, store);
  const book = new OpenBook(ledger, store.drafts, (kind) => kind !== 'strange');
  return { keys, journal, ledger, book, openDisk };
}
