/** What the core takes from outside: time and chance. Tests hand in their own; nothing is patched. */

import type { NotSavedReason } from '../types.ts';
import type { Bytes } from './bytes.ts';

export interface Environment {
  /** The phone's clock in ms since 1970. Shown and kept, trusted for nothing. */
  clock(): number;
  /** Ms of running time: never goes back, and stands while the phone sleeps. */
  monotonic(): number;
  random(count: number): Bytes;
  /** Calls `act` after `ms`; returns how to call it off. */
  later(ms: number, act: () => void): () => void;
}

export const browserEnvironment: Environment = {
  clock: () => Date.now(),
  monotonic: () => performance.now(),
  random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  later: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

export const timestamp = (environment: Environment): string => new Date(environment.clock()).toISOString();

/** The journal did not take it: nothing of it is kept, and the form must stay open. */
export class NotSaved extends Error {
  override readonly name = 'NotSaved';
  readonly reason: NotSavedReason;

  constructor(reason: NotSavedReason, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** Why the journal or the key file failed, in our words. */
export function notSaved(error: unknown): NotSaved {
  if (error instanceof NotSaved) return error;
  return new NotSaved(isStorageFull(error) ? 'full' : 'failed', error);
}

/** By its name alone: what a database of another frame throws is of that frame's own class. */
export const isNamed = (error: unknown, name: string): boolean => (error as Error | null)?.name === name;

/** The browser gives this phone no more room. */
export function isStorageFull(error: unknown): boolean {
  return isNamed(error, 'QuotaExceededError') || (error instanceof NotSaved && error.reason === 'full');
}

/** Turns come one after the other: what one reads, no other moves. A turn that fails stops none that follow. */
export function oneAtATime(): <T>(turn: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (turn) => {
    const mine = last.then(turn, turn);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** What screens listen to. */
export class Signal {
  version = 0;
  private readonly listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  notify(): void {
    this.version += 1;
    for (const listener of [...this.listeners]) listener();
  }
}
