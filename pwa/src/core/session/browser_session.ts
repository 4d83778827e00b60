/** The core as the app starts it, with the browser's own clock, chance, network and storage. */

import { version } from '../../../package.json';
import { browserEnvironment } from '../device/environment.ts';
import { alone } from '../device/first_load.ts';
import { browserTabLocks } from '../device/live_tab.ts';
import { missingFeatures } from '../device/missing_features.ts';
import { browserPageLifecycle } from '../device/page_lifecycle.ts';
import { browserReminderDays } from '../device/reminder_days.ts';
import { sendLater } from '../device/send_later.ts';
import { keyWorkerClient } from '../keys/key_worker_client.ts';
import { journalNames, openJournal, removeJournal } from '../store/journal.ts';
import type { ApiTransport } from '../sync/wire.ts';
import type { AppSession, StorageState } from '../types.ts';
import type { OpeningSteps } from './opening_steps.ts';
import { PhoneSession } from './phone_session.ts';

/** Call once. Where something is missing, only `missing` may be asked. */
export function browserSession(opening: () => Promise<OpeningSteps>): AppSession {
  const keyWorker = keyWorkerClient();
  return new PhoneSession({
    opening,
    app: version,
    keyWorker,
    environment: browserEnvironment,
    page: browserPageLifecycle,
    transport: transportTo(import.meta.env.PULIH_API),
    locks: browserTabLocks(),
    reminders: browserReminderDays,
    alone,
    sendLater,
    openJournal,
    journals: journalNames,
    removeJournal,
    missing: () => missingFeatures(keyWorker),
    storage,
    persist: async () => (await navigator.storage?.persist?.().catch(() => false)) ?? false,
  });
}

/** Empty: the app's own origin. */
const transportTo = (api: string): ApiTransport => ({
  send: (url, init) => fetch(url, init),
  base: api.replace(/\/$/, ''),
  origin: new URL(api || '/', location.href).origin,
});

async function storage(): Promise<StorageState> {
  const persisted = (await navigator.storage?.persisted?.()) ?? false;
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return { persisted, ...(usage === undefined ? {} : { usage }), ...(quota === undefined ? {} : { quota }) };
}
