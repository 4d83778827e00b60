/** The part of the worker that reminds. Where the phone wakes it now and then, it looks at a day; a press opens the app. */
import { browserReminderDays } from '../core/device/reminder_days';
import { noticeOf } from './notice';
import { remind } from './remind';
import { notice } from './words.id';

interface AppWindow {
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

interface WorkerEvent extends Event {
  readonly notification?: Notification;
  waitUntil(work: Promise<unknown>): void;
}

/** What a page's types do not know of a worker. */
interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(what: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly AppWindow[]>;
    openWindow(address: string): Promise<unknown>;
  };
  addEventListener(name: string, act: (event: WorkerEvent) => void): void;
}

const worker = self as unknown as WorkerScope;

worker.addEventListener('periodicsync', (event) => {
  event.waitUntil(remind(browserReminderDays, () => noticeOf(worker.registration, notice), new Date()));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification?.close();
  event.waitUntil(openApp());
});

/** The window that is there, or a new one: the lock screen, and behind it her day. */
async function openApp(): Promise<void> {
  const [one] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (!one) return void (await worker.clients.openWindow('/'));
  one.postMessage({ type: 'TODAY' });
  await one.focus();
}
