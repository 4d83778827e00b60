/** What lies behind the lock is loaded while the first screen is read. */
import { untilLoaded } from '../core/device/late_parts';

let loading: Promise<typeof import('./opened')> | undefined;

export function loadOpened(): Promise<typeof import('./opened')> {
  loading ??= untilLoaded(() => import('./opened'));
  return loading;
}
