/** Hiding: at once a plain page, the one behind it emptied; after a minute, by the wall clock, the key is dropped. */
import type { Doors } from '../core/types';

const MINUTE = 60_000;

export interface Hiding {
  readonly hidden: boolean;
  hide(): void;
  /** Back to where she was, or to the lock screen where a minute has passed. */
  show(): Promise<void>;
}

export function hiding(doors: Doors, now: () => number = Date.now): Hiding {
  let since = $state<number | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    get hidden() {
      return since !== null;
    },
    hide() {
      if (since !== null) return;
      since = now();
      timer = setTimeout(() => void doors.lock(), MINUTE);
    },
    async show() {
      if (since === null) return;
      clearTimeout(timer);
      // A frozen page runs no timer: the wall clock judges, before anything is painted.
      if (now() - since >= MINUTE) await doors.lock();
      since = null;
    },
  };
}
