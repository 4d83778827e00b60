import { beforeEach, expect, test } from 'vitest';
import type { Casebook } from '../src/core/types.ts';
import { enrolPhone, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;

beforeEach(() => {
  here = phoneAndServer();
});

/** The app is closed and opened again; `between`: what the browser does meanwhile. */
async function reopened(between: () => Promise<void> = async () => undefined): Promise<Casebook> {
  const appSession = here.reborn();
  await between();
  return (await unlockPhone(appSession)).book;
}

async function browserClears(): Promise<void> {
  for (const { name } of await indexedDB.databases()) if (name) await deleted(name);
}

const deleted = (name: string): Promise<unknown> =>
  new Promise((done, failed) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = done;
    asked.onerror = failed;
  });

async function enrolledAndClosed(): Promise<void> {
  const appSession = here.tab();
  const { book } = await enrolPhone(appSession);
  await book.save('client', { set: { alias: 'Mawar' } });
  await appSession.lock();
}

test('a store that the browser cleared is told of until she says that she knows', async () => {
  await enrolledAndClosed();
  const book = await reopened(browserClears);
  expect([book.cleared, book.waiting().length]).toEqual([true, 0]);
  expect((await reopened()).cleared).toBe(true);
  await (await reopened()).knowsCleared();
  expect((await reopened()).cleared).toBe(false);
});

test('an ordinary opening, also of a phone that never reached the server again, is none', async () => {
  await enrolledAndClosed();
  const book = await reopened();
  expect([book.cleared, book.waiting().length]).toEqual([false, 1]);
});
