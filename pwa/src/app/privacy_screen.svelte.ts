/** Hiding: at once a plain page, the one behind it emptied; after a minute, by the wall clock, the key is dropped. */
import type { AppSession } from '../core/types';

const MINUTE = 60_000;

export interface PrivacyScreen {
  readonly hidden: boolean;
  hide(): void;
  /** Back to where she was, or to the lock screen where a minute has passed. */
  show(): Promise<void>;
}

export function privacyScreen(appSession: AppSession, now: () => number = Date.now): PrivacyScreen {
  let since = $state<number | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    get hidden() {
      return since !== null;
    },
    hide() {
      if (since !== null) return;
      since = now();
      timer = setTimeout(() => void appSession.lock(), MINUTE);
    },
    async show() {
      if (since === null) return;
      clearTimeout(timer);
      // A frozen page runs no timer: the wall clock judges, before anything is painted.
      if (now() - since >= MINUTE) await appSession.lock();
      since = null;
    },
  };
}
