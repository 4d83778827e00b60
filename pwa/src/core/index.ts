/** The core as the app starts it, with the browser's own clock, chance, network and storage. */

import { missingHere } from './capable.ts';
import { PhoneDoors } from './doors.ts';
import { openJournal } from './journal.ts';
import { browserPage } from './page.ts';
import { browserSeams } from './seams.ts';
import { browserLocks } from './tabs.ts';
import type { Doors, Storage } from './types.ts';
import { type Vault, workerVault } from './vault.ts';
import type { Line } from './wire.ts';

export interface AppFacts {
  /** Kinds this app has a folder for; others are shown as they stand. */
  readonly kinds: readonly string[];
  /** Version of the app. */
  readonly app: string;
  /** Where the API lives; '' for the app's own origin. */
  readonly api: string;
}

/** Call once. Where something is missing only `missing` may be asked. */
export function browserDoors({ kinds, app, api }: AppFacts): Doors {
  const vault = lazyVault();
  return new PhoneDoors({
    kinds,
    app,
    vault,
    seams: browserSeams,
    page: browserPage,
    line: lineTo(api),
    locks: browserLocks(),
    openJournal,
    missing: () => missingHere(() => vault),
    storage,
    persist: async () => (await navigator.storage?.persist?.()) ?? false,
  });
}

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
