/** A phone from its doors on, and the server behind its door: everything but the browser. */

import { PhoneDoors } from '../../src/core/session/phone_session.ts';
import { openJournal } from '../../src/core/store/journal.ts';
import type { Doors, Opened } from '../../src/core/types.ts';
import { Clockwork, MemoryPage, MemoryVault, OneLock } from './environment.ts';
import { Entrance } from './http.ts';
import { RehearsalServer } from './server.ts';

const HOME = '01900000-0000-7000-8000-00000000000a';
export const MINUTE = 60_000;
const PIN = '246810';
let disks = 0;

export function house() {
  const server = new RehearsalServer({ S: HOME, D: HOME });
  const entrance = new Entrance(server, { AAAA1111: 'S', BBBB2222: 'D' });
  const seams = new Clockwork();
  const [page, vault] = [new MemoryPage(), new MemoryVault()];
  let lock = new OneLock();
  disks += 1;
  const disk = disks;
  const tab = (): PhoneDoors =>
    new PhoneDoors({
      seams,
      vault,
      page,
      kinds: ['client'],
      app: '0.1.0',
      line: { send: entrance.fetch, base: entrance.origin, origin: entrance.origin },
      locks: lock.tab(),
      openJournal: (name) => openJournal(`${disk} ${name}`),
      missing: async () => [],
      storage: async () => ({ persisted: false }),
      persist: async () => false,
    });
  /** The app was killed, and is opened again. */
  const reborn = (): PhoneDoors => {
    lock = new OneLock();
    return tab();
  };
  return { server, entrance, seams, page, vault, tab, reborn };
}

export async function enrolled(doors: Doors, code = 'AAAA1111', label = 'S'): Promise<Opened> {
  const answer = await doors.enrol(code, PIN, label);
  if (answer.is !== 'open') throw new Error(JSON.stringify(answer));
  return answer.opened;
}

export async function unlocked(doors: Doors): Promise<Opened> {
  const [one] = await doors.enrolments();
  const answer = await doors.unlock(one?.id ?? '', PIN);
  if (answer.is !== 'open') throw new Error(JSON.stringify(answer));
  return answer.opened;
}
