/** What lies behind the lock is loaded while the first screen is read, and tried again until it is here. */

const AGAIN = 3000;

let loading: Promise<typeof import('./opened')> | undefined;

export function loadOpened(): Promise<typeof import('./opened')> {
  loading ??= untilLoaded(() => import('./opened'));
  return loading;
}

/** A line that breaks in between is no reason to show nothing. */
export async function untilLoaded<T>(load: () => Promise<T>, pause: () => Promise<void> = moment): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await pause();
    }
  }
}

const moment = (): Promise<void> => new Promise((done) => setTimeout(done, AGAIN));
