/** What a phone stands on, in memory: clocks moved by hand, chance from a seed, key files, journals, a page, tabs. */

import 'fake-indexeddb/auto';
import { type Bytes, bytesOf, sha256 } from '../../src/core/device/bytes.ts';
import { type Environment, oneAtATime } from '../../src/core/device/environment.ts';
import type { TabLocks } from '../../src/core/device/live_tab.ts';
import type { PageEvent, PageLifecycle } from '../../src/core/device/page_lifecycle.ts';
import type { ReminderDays } from '../../src/core/device/reminder_days.ts';
import { readKeyFile, type WrittenBody, writeKeyFile } from '../../src/core/keys/key_file.ts';
import type { Argon2Cost, KeyWorkerClient } from '../../src/core/keys/key_worker_client.ts';
import { MemoryFile } from './memory_file.ts';

/** Both clocks are moved by hand; what was to come later comes when they pass it. */
export class ManualEnvironment implements Environment {
  private wall = Date.UTC(2026, 10, 24, 8);
  private run = 0;
  private state: number;
  private due: { readonly at: number; readonly act: () => void }[] = [];

  constructor(seed = 1) {
    this.state = seed;
  }

  readonly clock = (): number => this.wall;
  readonly monotonic = (): number => this.run;

  readonly random = (count: number): Bytes => Uint8Array.from({ length: count }, () => this.byte());

  /** Mulberry32: small and even. */
  private byte(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) & 0xff;
  }

  readonly later = (ms: number, act: () => void): (() => void) => {
    const one = { at: this.run + ms, act };
    this.due.push(one);
    return () => {
      this.due = this.due.filter((other) => other !== one);
    };
  };

  pass(ms: number): void {
    this.wall += ms;
    this.run += ms;
    const ready = this.due.filter(({ at }) => at <= this.run);
    this.due = this.due.filter(({ at }) => at > this.run);
    for (const { act } of ready) act();
  }

  /** As a hand sets it. */
  setWall(ms: number): void {
    this.wall = ms;
  }
}

export class MemoryKeyWorker implements KeyWorkerClient {
  readonly files = new Map<string, MemoryFile>();
  /** Memory in KiB above which this phone refuses. */
  bears = 64 * 1024;
  stretched: Argon2Cost[] = [];

  able = async (): Promise<boolean> => true;

  names = async (): Promise<string[]> => [...this.files.keys()].sort();

  /** As the worker's: a file is open for one at a time. */
  private readonly turn = oneAtATime();

  read = (name: string): Promise<WrittenBody | undefined> =>
    this.turn(async () => {
      const file = this.files.get(name);
      return file && readKeyFile(file);
    });

  write = (name: string, body: Bytes, over: number): Promise<number> =>
    this.turn(() => {
      const file = this.files.get(name) ?? new MemoryFile();
      this.files.set(name, file);
      return writeKeyFile(file, body, over);
    });

  remove = (name: string): Promise<void> => this.turn(async () => void this.files.delete(name));

  /** Stands for Argon2: as good here, and fast. */
  stretch = async (pin: string, salt: Bytes, cost: Argon2Cost): Promise<Bytes | undefined> => {
    this.stretched.push(cost);
    return cost.memory > this.bears ? undefined : sha256(bytesOf(`${pin} ${salt.join()} ${cost.memory}`));
  };
}

export class ManualPageLifecycle implements PageLifecycle {
  private isHidden = false;
  /** Whether the phone thinks so. */
  line = true;
  private readonly acts = new Map<PageEvent, Set<() => void>>();

  hidden(): boolean {
    return this.isHidden;
  }

  hasLine(): boolean {
    return this.line;
  }

  listen(event: PageEvent, act: () => void): () => void {
    const acts = this.acts.get(event) ?? new Set();
    this.acts.set(event, acts.add(act));
    return () => acts.delete(act);
  }

  happens(event: PageEvent): void {
    for (const act of [...(this.acts.get(event) ?? [])]) act();
  }

  hide(hidden: boolean): void {
    this.isHidden = hidden;
    this.happens('visibilitychange');
  }
}

export function memoryReminderDays(): ReminderDays {
  const days = new Map<string, string>();
  return {
    all: async () => new Map(days),
    put: async (id, day) => void days.set(id, day),
    remove: async (id) => void days.delete(id),
  };
}

/** One lock, as many tabs as are made from it. */
export class MemoryTabLocks {
  private holder: { readonly lost: () => void } | undefined;
  private readonly asked: (() => void)[] = [];
  private queue: (() => void)[] = [];

  tab(): TabLocks {
    return {
      take: (how, lost) => this.take(how, lost),
      ask: () => {
        for (const act of this.asked) act();
      },
      onAsked: (act) => this.asked.push(act),
    };
  }

  private async take(how: 'wait' | 'steal', lost: () => void): Promise<(() => void) | undefined> {
    if (this.holder && how === 'wait') {
      const freed = await this.freed();
      if (!freed) return undefined;
    }
    if (this.holder && how === 'steal') this.holder.lost();
    const mine = { lost };
    this.holder = mine;
    return () => {
      if (this.holder === mine) this.holder = undefined;
      for (const go of this.queue.splice(0)) go();
    };
  }

  /** A tab that does not answer within a few turns of the machine is frozen. */
  private freed(): Promise<boolean> {
    return new Promise((resolve) => {
      this.queue.push(() => resolve(true));
      setTimeout(() => resolve(false), 50);
    });
  }
}
