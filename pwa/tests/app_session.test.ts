import { beforeEach, describe, expect, test } from 'vitest';
import type { AppSession } from '../src/core/types.ts';
import { enrolPhone, MINUTE, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;

beforeEach(() => {
  here = phoneAndServer();
  appSession = here.tab();
});

describe('enrolling', () => {
  test('opens a book, signs in and syncs', async () => {
    const { book, sync } = await enrolPhone(appSession);
    expect(book.me()).toMatchObject({ enrolment: 'enrolment-1', agent: { id: 'S' }, label: 'S' });
    await book.save('client', { set: { alias: 'Mawar' } });
    await sync.now();
    expect(book.waiting()).toEqual([]);
    expect(sync.status).toMatchObject({ connection: 'fine', running: false, enrolmentStatus: 'active' });
    expect(book.reference()?.hash).toBe('r1');
  });

  test('with a wrong code leaves nothing behind', async () => {
    expect(await appSession.enrol('ZZZZ9999', '246810', 'S')).toMatchObject({
      is: 'problem',
      problem: { status: 422 },
    });
    expect(await appSession.enrolments()).toEqual([]);
  });

  test('whose answer was lost goes on with the same keys, also after the app was killed', async () => {
    here.entrance.coming.push('lost', 'lost');
    expect(await appSession.enrol('AAAA1111', '246810', 'S')).toEqual({ is: 'offline' });
    expect(await appSession.enrol('AAAA1111', '246810', 'S')).toEqual({ is: 'offline' });
    expect(await appSession.enrolments()).toMatchObject([{ state: 'unfinished' }]);
    appSession = here.reborn();
    const { book } = await unlockPhone(appSession);
    expect(book.me().enrolment).toBe('enrolment-1');
    expect(here.entrance.phones.size).toBe(1);
    expect(await appSession.enrolments()).toMatchObject([{ state: 'ready' }]);
  });

  test('shows a fingerprint made from the keys themselves, not from what the server says', async () => {
    const { book } = await enrolPhone(appSession);
    expect(book.me().fingerprint).toMatch(/^\d{4}$/);
  });

  test('of two people keeps them apart', async () => {
    await (await enrolPhone(appSession)).book.save('client', { set: { alias: 'of S' } });
    await appSession.lock();
    await (await enrolPhone(appSession, 'BBBB2222', 'D')).book.save('client', { set: { alias: 'of D' } });
    await appSession.lock();
    const [d, s] = await appSession.enrolments();
    const opened = await appSession.unlock(s?.id ?? '', '246810');
    expect(opened.is === 'open' && opened.opened.book.all('client').map(({ fields }) => fields['alias'])).toEqual([
      'of S',
    ]);
    expect([d?.label, d?.envelopes, s?.envelopes]).toEqual(['D', 1, 1]);
  });
});

describe('the lock screen', () => {
  test('knows whether a PIN or a phrase is asked for', async () => {
    const { book } = await enrolPhone(appSession);
    expect([book.me().opener, (await appSession.enrolments())[0]?.opener]).toEqual(['pin', 'pin']);
    expect(await appSession.changePin('246810', 'kursi biru di sawah')).toBe('changed');
    expect([book.me().opener, (await appSession.enrolments())[0]?.opener]).toEqual(['phrase', 'phrase']);
  });
});

describe('her label', () => {
  test('is changed for good, and a page that shows it hears of it', async () => {
    const { book } = await enrolPhone(appSession);
    const { version } = book;
    await book.relabel('Melati');
    expect([book.me().label, book.version > version]).toEqual(['Melati', true]);
    appSession = here.reborn();
    expect((await appSession.enrolments())[0]?.label).toBe('Melati');
    expect((await unlockPhone(appSession)).book.me()).toMatchObject({ label: 'Melati', enrolment: 'enrolment-1' });
  });

  test('stays the old one where the phone does not write', async () => {
    const { book } = await enrolPhone(appSession);
    const { write } = here.keyWorker;
    here.keyWorker.write = () => Promise.reject(new Error('no room'));
    await expect(book.relabel('Melati')).rejects.toThrow();
    here.keyWorker.write = write;
    expect([book.me().label, (await appSession.enrolments())[0]?.label]).toEqual(['S', 'S']);
  });
});

describe('the lock', () => {
  test('drops keys and memory, and unlocking brings everything back', async () => {
    const { book } = await enrolPhone(appSession);
    const client = await book.save('client', { set: { alias: 'Mawar' } });
    await appSession.lock();
    expect([appSession.opened, book.get(client), book.all('client')]).toEqual([null, undefined, []]);
    expect((await unlockPhone(appSession)).book.get(client)?.fields).toEqual({ alias: 'Mawar' });
  });

  test('lets a screen seal its draft first', async () => {
    const { book } = await enrolPhone(appSession);
    appSession.beforeLock(() => book.drafts.write('form', { note: 'half' }));
    await appSession.lock();
    expect((await unlockPhone(appSession)).book.drafts.read('form')).toEqual({ note: 'half' });
  });

  test('comes after five hidden minutes by either clock, not before', async () => {
    await enrolPhone(appSession);
    here.page.hide(true);
    here.environment.pass(4 * MINUTE);
    here.page.hide(false);
    expect(appSession.opened).not.toBeNull();
    here.page.hide(true);
    here.environment.setWall(here.environment.clock() + 6 * MINUTE);
    here.page.hide(false);
    expect(appSession.opened).toBeNull();
    await unlockPhone(appSession);
    here.page.hide(true);
    here.environment.pass(5 * MINUTE);
    here.environment.setWall(here.environment.clock() - 5 * MINUTE);
    here.page.hide(false);
    expect(appSession.opened).toBeNull();
  });

  test.each(['freeze', 'pagehide'] as const)('comes at once on %s', async (event) => {
    await enrolPhone(appSession);
    here.page.happens(event);
    expect(appSession.opened).toBeNull();
  });

  test('keeps a run of sync from writing after it', async () => {
    const { book, sync } = await enrolPhone(appSession);
    await book.save('client', { set: { alias: 'Mawar' } });
    const running = sync.now();
    await appSession.lock();
    await running;
    const again = await unlockPhone(appSession);
    await again.sync.now();
    expect(again.book.all('client').map(({ state }) => state)).toEqual(['sent']);
    expect(Object.values(here.server.state.times)).toEqual([1]);
  });
});

describe('keys that were locked', () => {
  test('never write an old key file over a new one, so no phone looks like a copy of itself', async () => {
    const first = await enrolPhone(appSession);
    const signing = first.sync.now();
    await appSession.lock();
    const again = await unlockPhone(appSession);
    await signing;
    for (let i = 0; i < 3; i += 1) {
      here.environment.pass(10 * MINUTE);
      await again.sync.now();
    }
    expect(again.sync.status).toMatchObject({ connection: 'fine', enrolmentStatus: 'active' });
    expect(here.entrance.phones.get('enrolment-1')?.status).toBe('active');
  });

  test('struck by a wrong old PIN stay struck', async () => {
    await enrolPhone(appSession);
    const said: string[] = [];
    for (let i = 0; i < 10; i += 1) {
      here.environment.pass(61 * MINUTE);
      said.push(await appSession.changePin('000000', '135790'));
    }
    expect([said.at(-1), appSession.opened]).toEqual(['struck', null]);
    expect(await appSession.enrolments()).toMatchObject([{ state: 'struck' }]);
  });
});

describe('a forgotten PIN', () => {
  test('strikes the keys and keeps every box, for the server alone to open', async () => {
    const { book } = await enrolPhone(appSession);
    await book.save('client', { set: { alias: 'Mawar' } });
    const [one] = await appSession.enrolments();
    await appSession.forgotPin(one?.id ?? '');
    expect(appSession.opened).toBeNull();
    expect(await appSession.enrolments()).toMatchObject([{ state: 'struck', envelopes: 1 }]);
    expect(await appSession.unlock(one?.id ?? '', '246810')).toEqual({ is: 'struck' });
    expect((await (await appSession.rescue(one?.id ?? '')).text()).split('\n').filter(Boolean).length).toBe(1);
  });
});

describe('what waits, seen from the lock screen', () => {
  test('is counted without a key, and only what the server does not have', async () => {
    const { book, sync } = await enrolPhone(appSession);
    await book.save('client', { set: { alias: 'Mawar' } });
    await sync.now();
    here.entrance.coming.push('out', 'out', 'out');
    await book.save('client', { set: { alias: 'Melati' } });
    await appSession.lock();
    expect(await appSession.enrolments()).toMatchObject([{ state: 'ready', unsent: 1, envelopes: 2 }]);
    here.entrance.coming.length = 0;
    await (await unlockPhone(appSession)).sync.now();
    await appSession.lock();
    expect(await appSession.enrolments()).toMatchObject([{ unsent: 0 }]);
  });
});

describe('a key file', () => {
  test('that is gone leaves boxes, which are found and offered, not taken for a new phone', async () => {
    const { book } = await enrolPhone(appSession);
    await book.save('client', { set: { alias: 'Mawar' } });
    await appSession.lock();
    here.keyWorker.files.clear();
    appSession = here.reborn();
    const [lost] = await appSession.enrolments();
    expect(lost).toMatchObject({ state: 'lost', envelopes: 1, unsent: 1 });
    expect((await (await appSession.rescue(lost?.id ?? '')).text()).startsWith('eyJ')).toBe(true);
  });

  test('that is spoilt stops nobody else on this phone', async () => {
    await (await enrolPhone(appSession)).book.save('client', { set: { alias: 'Mawar' } });
    await appSession.lock();
    const [spoilt] = here.keyWorker.files.keys();
    await enrolPhone(appSession, 'BBBB2222', 'D');
    await appSession.lock();
    const { sequence = 0 } = (await here.keyWorker.read(spoilt ?? '')) ?? {};
    await here.keyWorker.write(spoilt ?? '', new TextEncoder().encode('{"v":1'), sequence);
    appSession = here.reborn();
    expect((await appSession.enrolments()).map(({ label, state }) => [label, state])).toEqual([
      ['D', 'ready'],
      ['', 'lost'],
    ]);
  });
});

describe('a struck enrolment', () => {
  test('leaves the lock screen when nothing of it is unsent, and not before', async () => {
    const { book, sync } = await enrolPhone(appSession);
    await sync.now();
    await book.save('client', { set: { alias: 'Mawar' } });
    const [one] = await appSession.enrolments();
    await appSession.forgotPin(one?.id ?? '');
    await appSession.forget(one?.id ?? '');
    expect(await appSession.enrolments()).toMatchObject([{ state: 'struck', unsent: 1 }]);
    const other = await enrolPhone(appSession, 'BBBB2222', 'D');
    await other.book.save('client', { set: { alias: 'Melati' } });
    await other.sync.now();
    const dewi = (await appSession.enrolments()).find(({ label }) => label === 'D');
    await appSession.forgotPin(dewi?.id ?? '');
    await appSession.forget(dewi?.id ?? '');
    expect((await appSession.enrolments()).map(({ label }) => label)).toEqual(['S']);
  });
});
