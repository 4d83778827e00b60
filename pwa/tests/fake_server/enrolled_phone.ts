/** A phone from its session on, and the server behind HTTP: everything but the browser. */

import { openingSteps } from '../../src/core/session/opening_steps.ts';
import { PhoneSession } from '../../src/core/session/phone_session.ts';
import { journalNames, openJournal, removeJournal } from '../../src/core/store/journal.ts';
import type { AppSession, OpenedSession } from '../../src/core/types.ts';
import {
  ManualEnvironment,
  ManualPageLifecycle,
  MemoryKeyWorker,
  MemoryTabLocks,
  memoryReminderDays,
} from './environment.ts';
import { FakeServer } from './fake_server.ts';
import { FakeHttpServer } from './http.ts';

const HOME = '01900000-0000-7000-8000-00000000000a';
export const MINUTE = 60_000;
const PIN = '246810';
const OPENING = openingSteps({
  knows: (kind) => kind === 'client',
  called: ({ alias }) => (typeof alias === 'string' ? alias : undefined),
});
let disks = 0;

export function phoneAndServer() {
  const server = new FakeServer({ S: HOME, D: HOME });
  const entrance = new FakeHttpServer(server, { AAAA1111: 'S', BBBB2222: 'D', CCCC3333: 'S' });
  const environment = new ManualEnvironment();
  const [page, keyWorker] = [new ManualPageLifecycle(), new MemoryKeyWorker()];
  const reminders = memoryReminderDays();
  /** How often the phone asked to be woken when there is a line. */
  const woken = { count: 0 };
  /** The paths asked for while each of her first loads had the line alone. */
  const alone: string[][] = [];
  let lock = new MemoryTabLocks();
  disks += 1;
  const disk = disks;
  const tab = (): PhoneSession =>
    new PhoneSession({
      environment,
      keyWorker,
      page,
      reminders,
      opening: async () => OPENING,
      app: '0.1.0',
      alone: async (load) => {
        const before = entrance.asked.length;
        const loaded = await load();
        alone.push(entrance.asked.slice(before).map(({ path }) => path));
        return loaded;
      },
      sendLater: () => {
        woken.count += 1;
      },
      transport: { send: entrance.fetch, base: entrance.origin, origin: entrance.origin },
      locks: lock.tab(),
      openJournal: (name) => openJournal(`${disk} ${name}`),
      journals: async () =>
        (await journalNames()).flatMap((name) => (name.startsWith(`${disk} `) ? [name.slice(`${disk} `.length)] : [])),
      removeJournal: (name) => removeJournal(`${disk} ${name}`),
      missing: async () => [],
      storage: async () => ({ persisted: false }),
      persist: async () => false,
    });
  /** The app was killed, and is opened again. */
  const reborn = (): PhoneSession => {
    lock = new MemoryTabLocks();
    return tab();
  };
  return { server, entrance, environment, page, keyWorker, reminders, woken, alone, tab, reborn };
}

export async function enrolPhone(appSession: AppSession, code = 'AAAA1111', label = 'S'): Promise<OpenedSession> {
  const answer = await appSession.enrol(code, PIN, label);
  if (answer.is !== 'open') throw new Error(JSON.stringify(answer));
  return answer.opened;
}

export async function unlockPhone(appSession: AppSession): Promise<OpenedSession> {
  const [one] = await appSession.enrolments();
  const answer = await appSession.unlock(one?.id ?? '', PIN);
  if (answer.is !== 'open') throw new Error(JSON.stringify(answer));
  return answer.opened;
}
