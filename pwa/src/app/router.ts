/**
 * Where she is. The address bar holds the name of a place and nothing of what is shown there: whose record it is stays
 * in memory, found again by the number of the step, so Back and Forward work and the browser's history knows nobody.
 */
import { createSubscriber } from 'svelte/reactivity';
import type { PageTarget } from '../pages/page_context';

export interface PageLocation {
  readonly path: string;
  readonly target: PageTarget;
}

const NOTHING: PageTarget = {};

class Router {
  #step = 0;
  #target = new Map<number, PageTarget>();
  #location: PageLocation = { path: location.pathname, target: NOTHING };
  #tell = (): void => {};
  #watch = createSubscriber((update) => {
    this.#tell = update;
  });

  constructor() {
    history.replaceState({ step: 0 }, '');
    addEventListener('popstate', (event) => this.#land((event.state as { step?: number } | null)?.step ?? 0));
  }

  get at(): PageLocation {
    this.#watch();
    return this.#location;
  }

  go(path: string, target: PageTarget = NOTHING): void {
    history.pushState({ step: this.#step + 1 }, '', path);
    for (const step of this.#target.keys()) if (step > this.#step) this.#target.delete(step);
    this.#put(this.#step + 1, path, target);
  }

  /** The page that stands there now is not one to come back to. */
  instead(path: string, target: PageTarget = NOTHING): void {
    history.replaceState({ step: this.#step }, '', path);
    this.#put(this.#step, path, target);
  }

  /** One step back, or to `home` where there is none. */
  back(home: string): void {
    if (this.#step > 0) history.back();
    else this.instead(home);
  }

  /** Somebody else sits here now. */
  forget(): void {
    this.#target.clear();
    this.instead('/');
  }

  #land(step: number): void {
    this.#put(step, location.pathname, this.#target.get(step) ?? NOTHING);
  }

  #put(step: number, path: string, target: PageTarget): void {
    this.#step = step;
    this.#target.set(step, target);
    this.#location = { path, target };
    this.#tell();
  }
}

export const router = new Router();
