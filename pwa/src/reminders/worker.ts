/** The part of the worker that reminds. Where the phone wakes it now and then, it looks at a day; a press opens the app. */
import { browserReminderDays } from '../core/device/reminder_days';
import { worker } from '../worker/scope';
import { noticeOf } from './notice';
import { remind } from './remind';
import { notice } from './words.id';

export const remindNow = (): Promise<void> =>
  remind(browserReminderDays, () => noticeOf(worker.registration, notice), new Date());

/** The window that is there, or a new one: the lock screen, and behind it her day. */
export async function openApp(): Promise<void> {
  const [one] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!one) return void (await worker.clients.openWindow('/'));
  one.postMessage({ type: 'TODAY' });
  await one.focus();
}
