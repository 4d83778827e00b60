/**
 * Where she is. The address bar holds the name of a place and nothing of what is shown there: whose record it is stays
 * in memory, found again by the number of the step, so Back and Forward work and the browser's history knows nobody.
 */
import { createSubscriber } from 'svelte/reactivity';
import type { Id } from '../core/types';

/** What a page is about. */
export interface Held {
  readonly client?: Id;
  readonly record?: Id;
  readonly kind?: string;
  /** Edits this guarded field, alone. */
  readonly alone?: string;
  /** Mends this refused change. */
  readonly mend?: Id;
}

export interface Spot {
  readonly path: string;
  readonly held: Held;
}

const NOTHING: Held = {};

class Router {
  #step = 0;
  #held = new Map<number, Held>();
  #spot: Spot = { path: location.pathname, held: NOTHING };
  #tell = (): void => {};
  #watch = createSubscriber((update) => {
    this.#tell = update;
  });

  constructor() {
    history.replaceState({ step: 0 }, '');
    addEventListener('popstate', (event) => this.#land((event.state as { step?: number } | null)?.step ?? 0));
  }

  get at(): Spot {
    this.#watch();
    return this.#spot;
  }

  go(path: string, held: Held = NOTHING): void {
    history.pushState({ step: this.#step + 1 }, '', path);
    for (const step of this.#held.keys()) if (step > this.#step) this.#held.delete(step);
    this.#put(this.#step + 1, path, held);
  }

  /** The page that stands there now is not one to come back to. */
  instead(path: string, held: Held = NOTHING): void {
    history.replaceState({ step: this.#step }, '', path);
    this.#put(this.#step, path, held);
  }

  /** One step back, or to `home` where there is none. */
  back(home: string): void {
    if (this.#step > 0) history.back();
    else this.instead(home);
  }

  /** Somebody else sits here now. */
  forget(): void {
    this.#held.clear();
    this.instead('/');
  }

  #land(step: number): void {
    this.#put(step, location.pathname, this.#held.get(step) ?? NOTHING);
  }

  #put(step: number, path: string, held: Held): void {
    this.#step = step;
    this.#held.set(step, held);
    this.#spot = { path, held };
    this.#tell();
  }
}

export const router = new Router();
