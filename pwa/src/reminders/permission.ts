/** Whether this phone may remind, asked for by a press alone, and how far it can. */
import { browserReminderDays } from '../core/device/reminder_days';

export type ReminderReach = 'while-open' | 'also-closed';

/** Chromium's, in no standard library. */
interface PeriodicRegistration extends ServiceWorkerRegistration {
  readonly periodicSync?: {
    register(tag: string, how: { minInterval: number }): Promise<void>;
    unregister(tag: string): Promise<void>;
  };
}

const TAG = 'reminder';
const HALF_A_DAY = 12 * 3_600_000;

export const canRemind = (): boolean => 'Notification' in globalThis && 'serviceWorker' in navigator;

export const permission = (): NotificationPermission => (canRemind() ? Notification.permission : 'denied');

export const askPermission = (): Promise<NotificationPermission> => Notification.requestPermission();

/** An app that is not installed is not woken: the browser says so by refusing. */
export async function wake(): Promise<ReminderReach> {
  const registration: PeriodicRegistration = await navigator.serviceWorker.ready;
  if (!registration.periodicSync) return 'while-open';
  return registration.periodicSync.register(TAG, { minInterval: HALF_A_DAY }).then(
    () => 'also-closed',
    () => 'while-open',
  );
}

/** Somebody else on this phone may still want to be reminded. */
export async function sleep(): Promise<void> {
  if ((await browserReminderDays.all()).size) return;
  const registration: PeriodicRegistration = await navigator.serviceWorker.ready;
  await registration.periodicSync?.unregister(TAG).catch(() => undefined);
}
