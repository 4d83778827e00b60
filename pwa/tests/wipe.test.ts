import { beforeEach, describe, expect, test } from 'vitest';
import { strikeKeys } from '../src/core/keys/key_file_header.ts';
import type { AppSession, EnrolmentStatus } from '../src/core/types.ts';
import { enrolPhone, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;

beforeEach(async () => {
  here = phoneAndServer();
  appSession = here.tab();
  const { book } = await enrolPhone(appSession);
  await book.save('client', { set: { alias: 'Mawar' } });
});

/** From now on the server says so of the phone. */
function say(status: EnrolmentStatus): void {
  for (const phone of here.entrance.phones.values()) phone.status = status;
}
const state = async (): Promise<string | undefined> => (await appSession.enrolments())[0]?.state;
const asked = (path: string): number => here.entrance.asked.filter((one) => one.path === path).length;
const keysOf = (): string =>
  [...here.keyWorker.files.values()].map((file) => new TextDecoder().decode(file.read(0, 1 << 20))).join();
const WRAPPED = /"wrapped":\{"iv":"([^"]+)"/g;
const wrappedKeys = (): string[] => [...keysOf().matchAll(WRAPPED)].map(([, iv = '']) => iv);

describe('a wipe', () => {
  test('reaches a locked phone, which hands in what waits before its keys go', async () => {
    await appSession.lock();
    expect(wrappedKeys().length).toBe(1);
    say('wipe');
    appSession = here.reborn();
    expect(await state()).toBe('ready');
    await expect.poll(state).toBe('struck');
    expect(here.entrance.handedIn.length).toBe(1);
    expect(wrappedKeys()).toEqual([]);
    expect((await appSession.unlock((await appSession.enrolments())[0]?.id ?? '', '246810')).is).toBe('struck');
  });

  test('without a line for its boxes leaves them here, and they go later', async () => {
    await appSession.lock();
    say('wipe');
    here.entrance.takes = 0;
    appSession = here.reborn();
    await appSession.enrolments();
    await expect.poll(state).toBe('struck');
    expect(await appSession.enrolments()).toMatchObject([{ envelopes: 1, unsent: 1 }]);
    here.entrance.takes = 1;
    appSession = here.reborn();
    await appSession.enrolments();
    await expect.poll(async () => (await appSession.enrolments())[0]?.unsent).toBe(0);
  });

  test('reaches an open phone, which locks first', async () => {
    say('wipe');
    await appSession.opened?.sync.now();
    await expect.poll(state).toBe('struck');
    expect([appSession.opened, here.entrance.handedIn.length]).toEqual([null, 1]);
  });

  test('is seen by whoever looks while the keys are struck', async () => {
    await appSession.lock();
    const [{ id = '' } = {}] = await appSession.enrolments();
    // A file is lost where a look begins while its newer half is being made.
    let looking = true;
    const looks = (async () => {
      for (; looking; await new Promise((on) => setTimeout(on))) await here.keyWorker.read(id);
    })();
    for (let time = 0; time < 8; time += 1) await strikeKeys(here.keyWorker, id);
    looking = false;
    await looks;
    expect(await state()).toBe('struck');
  });

  test('of one person beside another leaves nothing of hers, and the other book as it is', async () => {
    await appSession.lock();
    const [ofS = 'none'] = wrappedKeys();
    await enrolPhone(appSession, 'BBBB2222', 'D');
    const hers = await appSession.opened?.book.save('client', { set: { alias: 'Melati' } });
    await appSession.lock();
    const [wiped] = here.entrance.phones.values();
    Object.assign(wiped ?? {}, { status: 'wipe' });
    appSession = here.reborn();
    await expect
      .poll(async () => (await appSession.enrolments()).map(({ state }) => state))
      .toEqual(['ready', 'struck']);
    const [d, s] = await appSession.enrolments();
    expect((await appSession.unlock(s?.id ?? '', '246810')).is).toBe('struck');
    expect([keysOf().includes(ofS), wrappedKeys().length]).toEqual([false, 1]);
    const answer = await appSession.unlock(d?.id ?? '', '246810');
    expect(answer.is === 'open' && answer.opened.book.get(hers ?? '')?.fields['alias']).toBe('Melati');
  });

  test.each([
    ['for another phone', { handle: '0'.repeat(64) }],
    ['to an earlier question', { chance: '0'.repeat(32) }],
    ['that says nothing of it', { status: 'locked' }],
  ])('is not believed in a word %s', async (_, word) => {
    say('wipe');
    here.entrance.word = word;
    await appSession.opened?.sync.now();
    await expect.poll(() => asked('/v1/enrolments/status')).toBeGreaterThan(0);
    await appSession.lock();
    const before = asked('/v1/enrolments/status');
    appSession = here.reborn();
    await appSession.enrolments();
    await expect.poll(() => asked('/v1/enrolments/status')).toBeGreaterThan(before);
    expect(await state()).toBe('ready');
    expect((await unlockPhone(appSession)).book.waiting().length).toBe(1);
  });

  test('is not believed by another key', async () => {
    await appSession.lock();
    say('wipe');
    const strange = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    Object.assign(here.entrance, { signing: Promise.resolve(strange) });
    appSession = here.reborn();
    await appSession.enrolments();
    await expect.poll(() => asked('/v1/enrolments/status')).toBe(1);
    expect((await unlockPhone(appSession)).book.waiting().length).toBe(1);
  });
});

test('a lock alone strikes nothing', async () => {
  await appSession.lock();
  say('locked');
  appSession = here.reborn();
  await appSession.enrolments();
  await expect.poll(() => asked('/v1/enrolments/status')).toBe(1);
  expect((await unlockPhone(appSession)).book.waiting().length).toBe(1);
});
