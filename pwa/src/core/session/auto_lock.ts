/**
 * Locks after five minutes out of sight. Judged by both clocks when the page comes back, before it paints: timers do not
 * run in a frozen page, one clock can be set by hand and the other may stand while the phone sleeps.
 */

import type { Environment } from '../device/environment.ts';
import { listenAll, type PageLifecycle } from '../device/page_lifecycle.ts';

const HIDDEN_AT_MOST = 5 * 60_000;

export function autoLock(
  page: PageLifecycle,
  environment: Pick<Environment, 'clock' | 'monotonic'>,
  lock: () => void,
): () => void {
  let since: { readonly clock: number; readonly monotonic: number } | undefined;
  const back = (): void => {
    if (page.hidden()) {
      since ??= { clock: environment.clock(), monotonic: environment.monotonic() };
      return;
    }
    const gone =
      since && Math.max(Math.abs(environment.clock() - since.clock), environment.monotonic() - since.monotonic);
    since = undefined;
    if (gone !== undefined && gone >= HIDDEN_AT_MOST) lock();
  };
  return listenAll(page, { visibilitychange: back, pageshow: back, resume: back, freeze: lock, pagehide: lock });
}
