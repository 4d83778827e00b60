/**
 * Where she is. The address bar holds the name of a place and nothing of what is shown there: whose record it is stays
 * in memory, found again by the number of the step, so Back and Forward work and the browser's history knows nobody.
 */
import { createSubscriber } from 'svelte/reactivity';
import type { PageTarget } from '../pages/page_context';
import type { KeptPlace } from '../ui/shell';

export interface PageLocation {
  readonly path: string;
  readonly target: PageTarget;
}

const NOTHING: PageTarget = {};

class Router {
  #step = 0;
  #target = new Map<number, PageTarget>();
  #kept = new Map<number, KeptPlace>();
  #held: (() => boolean) | undefined;
  #leaving = false;
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

  /** What is found again by coming back to this step: how far it was scrolled, what was searched for. */
  get kept(): KeptPlace {
    const kept = this.#kept.get(this.#step) ?? new Map();
    this.#kept.set(this.#step, kept);
    return kept;
  }

  /** A page with steps of its own answers the phone's way back while it stands; false lets go of it. */
  hold(back: () => boolean): () => void {
    this.#held = back;
    return () => {
      if (this.#held === back) this.#held = undefined;
    };
  }

  go(path: string, target: PageTarget = NOTHING): void {
    history.pushState({ step: this.#step + 1 }, '', path);
    for (const ahead of [this.#target, this.#kept])
      for (const step of ahead.keys()) if (step > this.#step) ahead.delete(step);
    this.#put(this.#step + 1, path, target);
  }

  /** The page that stands there now is not one to come back to. */
  instead(path: string, target: PageTarget = NOTHING): void {
    history.replaceState({ step: this.#step }, '', path);
    this.#kept.delete(this.#step);
    this.#put(this.#step, path, target);
  }

  /** One step back, or to `home` where there is none. */
  back(home: string): void {
    this.#leaving = this.#step > 0;
    if (this.#leaving) history.back();
    else this.instead(home);
  }

  /** Somebody else sits here now. */
  forget(): void {
    this.#target.clear();
    this.forgetKept();
    this.instead('/');
  }

  /** Locked: what was searched for is nobody's. */
  forgetKept(): void {
    this.#kept.clear();
  }

  #land(step: number): void {
    const pressed = !this.#leaving;
    this.#leaving = false;
    if (pressed && step < this.#step && this.#held?.()) {
      history.pushState({ step: this.#step }, '', this.#location.path);
      return;
    }
    this.#put(step, location.pathname, this.#target.get(step) ?? NOTHING);
  }

  #put(step: number, path: string, target: PageTarget): void {
    // A browser that loses the focused element together with its page lays out that page and the next one at once.
    (document.activeElement as HTMLElement | null)?.blur();
    this.#step = step;
    this.#target.set(step, target);
    this.#location = { path, target };
    this.#tell();
  }
}

export const router = new Router();
