/** The core as the app starts it, with the browser's own clock, chance, network and storage. */

import { version } from '../../../package.json';
import { browserSeams } from '../device/environment.ts';
import { missingHere } from '../device/missing_features.ts';
import { browserPage } from '../device/page_lifecycle.ts';
import { browserLocks } from '../device/tabs.ts';
import { type Vault, workerVault } from '../keys/key_worker_client.ts';
import { openJournal } from '../store/journal.ts';
import type { Line } from '../sync/wire.ts';
import type { Doors, Storage } from '../types.ts';
import { PhoneDoors } from './phone_session.ts';

/**
 * Call once. `kinds`: those this app has a folder for; others are shown as they stand. Where something is missing, only
 * `missing` may be asked.
 */
export function browserDoors(kinds: readonly string[]): Doors {
  const vault = lazyVault();
  return new PhoneDoors({
    kinds,
    app: version,
    vault,
    seams: browserSeams,
    page: browserPage,
    line: lineTo(import.meta.env.PULIH_API),
    locks: browserLocks(),
    openJournal,
    missing: () => missingHere(() => vault),
    storage,
    persist: async () => (await navigator.storage?.persist?.().catch(() => false)) ?? false,
  });
}

/** Empty: the app's own origin. */
const lineTo = (api: string): Line => ({
  send: (url, init) => fetch(url, init),
  base: api.replace(/\/$/, ''),
  origin: new URL(api || '/', location.href).origin,
});

/** The worker starts when it is first needed: its code is no part of the first screen. */
function lazyVault(): Vault {
  let worker: Vault | undefined;
  const vault = (): Vault => {
    worker ??= workerVault();
    return worker;
  };
  return {
    able: () => vault().able(),
    names: () => vault().names(),
    read: (name) => vault().read(name),
    write: (name, body) => vault().write(name, body),
    remove: (name) => vault().remove(name),
    stretch: (pin, salt, cost) => vault().stretch(pin, salt, cost),
  };
}

async function storage(): Promise<Storage> {
  const persisted = (await navigator.storage?.persisted?.()) ?? false;
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return { persisted, ...(usage === undefined ? {} : { usage }), ...(quota === undefined ? {} : { quota }) };
}
