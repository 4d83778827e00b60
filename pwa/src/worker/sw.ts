/** The worker: starts the app without signal, sends what waits while nobody looks, and reminds. One file, without a key. */
import { PATH } from '../app/paths';
import { lineIsFree } from '../core/device/first_load';
import { REMINDER_CACHE } from '../core/device/reminder_days';
import { SEND_LATER } from '../core/device/send_later';
import { HELD_MS } from '../core/store/save_hold';
import { openApp, remindNow } from '../reminders/worker';
import { type AppFile, answerOf, dropOthers, fileOf, keepFiles, keysOf } from './app_files';
import { worker } from './scope';
import { sendBoxes } from './send_boxes';

declare const self: { readonly __WB_MANIFEST: readonly AppFile[] };

const keys = keysOf(self.__WB_MANIFEST);
const places = Object.values(PATH);
const api = import.meta.env.PULIH_API;
const transport = { send: (url: string, init: RequestInit) => fetch(url, init), base: api, origin: api };

/** No newer build lies here, or is being laid down. */
const isNewest = (): boolean => !worker.registration.installing && !worker.registration.waiting;

/** Whoever looks at the app may still undo her last save; who leaves it lets it go. */
async function undoIsOver(): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.some(({ visibilityState }) => visibilityState === 'visible'))
    await new Promise((resolve) => setTimeout(resolve, 2 * HELD_MS));
}

worker.addEventListener('install', (event) => event.waitUntil(keepFiles(keys, lineIsFree())));

worker.addEventListener('activate', (event) => event.waitUntil(dropOthers(keys, [REMINDER_CACHE], isNewest)));

worker.addEventListener('fetch', (event) => {
  const key = answerOf(event.request, keys, places);
  if (key) event.respondWith(fileOf(key, event.request));
});

// A newer app waits until somebody takes it.
worker.addEventListener('message', ({ data }) => {
  if ((data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void worker.skipWaiting();
});

worker.addEventListener('sync', (event) => {
  if (event.tag === SEND_LATER) event.waitUntil(sendBoxes(transport, undoIsOver));
});

worker.addEventListener('periodicsync', (event) => event.waitUntil(remindNow()));

worker.addEventListener('notificationclick', (event) => {
  event.notification?.close();
  event.waitUntil(openApp());
});
