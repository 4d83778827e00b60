import { beforeEach, describe, expect, test } from 'vitest';
import type { Doors } from '../src/core/types.ts';
import { enrolled, house, MINUTE, unlocked } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof house>;
let doors: Doors;

beforeEach(() => {
  here = house();
  doors = here.tab();
});

describe('enrolling', () => {
  test('opens a book, signs in and syncs', async () => {
    const { book, sync } = await enrolled(doors);
    expect(book.me()).toMatchObject({ enrolment: 'enrolment-1', agent: { id: 'S' }, label: 'S' });
    await book.save('client', { set: { alias: 'Mawar' } });
    await sync.now();
    expect(book.waiting()).toEqual([]);
    expect(sync.status).toMatchObject({ weather: 'fine', running: false, standing: 'active' });
    expect(book.reference()?.hash).toBe('r1');
  });

  test('with a wrong code leaves nothing behind', async () => {
    expect(await doors.enrol('ZZZZ9999', '246810', 'S')).toMatchObject({ is: 'problem', problem: { status: 422 } });
    expect(await doors.enrolments()).toEqual([]);
  });

  test('whose answer was lost goes on with the same keys, also after the app was killed', async () => {
    here.entrance.coming.push('lost', 'lost');
    expect(await doors.enrol('AAAA1111', '246810', 'S')).toEqual({ is: 'weather' });
    expect(await doors.enrol('AAAA1111', '246810', 'S')).toEqual({ is: 'weather' });
    expect(await doors.enrolments()).toMatchObject([{ state: 'unfinished' }]);
    doors = here.reborn();
    const { book } = await unlocked(doors);
    expect(book.me().enrolment).toBe('enrolment-1');
    expect(here.entrance.phones.size).toBe(1);
    expect(await doors.enrolments()).toMatchObject([{ state: 'ready' }]);
  });

  test('shows a fingerprint made from the keys themselves, not from what the server says', async () => {
    const { book } = await enrolled(doors);
    expect(book.me().fingerprint).toMatch(/^\d{4}$/);
  });

  test('of two people keeps them apart', async () => {
    await (await enrolled(doors)).book.save('client', { set: { alias: 'of S' } });
    await doors.lock();
    await (await enrolled(doors, 'BBBB2222', 'D')).book.save('client', { set: { alias: 'of D' } });
    await doors.lock();
    const [d, s] = await doors.enrolments();
    const opened = await doors.unlock(s?.id ?? '', '246810');
    expect(opened.is === 'open' && opened.opened.book.all('client').map(({ fields }) => fields['alias'])).toEqual([
      'of S',
    ]);
    expect([d?.label, d?.boxes, s?.boxes]).toEqual(['D', 1, 1]);
  });
});

describe('the lock screen', () => {
  test('knows whether a PIN or a phrase is asked for', async () => {
    const { book } = await enrolled(doors);
    expect([book.me().opener, (await doors.enrolments())[0]?.opener]).toEqual(['pin', 'pin']);
    expect(await doors.changePin('246810', 'kursi biru di sawah')).toBe('changed');
    expect([book.me().opener, (await doors.enrolments())[0]?.opener]).toEqual(['phrase', 'phrase']);
  });
});

describe('her label', () => {
  test('is changed for good, and a page that shows it hears of it', async () => {
    const { book } = await enrolled(doors);
    const { version } = book;
    await book.relabel('Melati');
    expect([book.me().label, book.version > version]).toEqual(['Melati', true]);
    doors = here.reborn();
    expect((await doors.enrolments())[0]?.label).toBe('Melati');
    expect((await unlocked(doors)).book.me()).toMatchObject({ label: 'Melati', enrolment: 'enrolment-1' });
  });

  test('stays the old one where the phone does not write', async () => {
    const { book } = await enrolled(doors);
    const { write } = here.vault;
    here.vault.write = () => Promise.reject(new Error('no room'));
    await expect(book.relabel('Melati')).rejects.toThrow();
    here.vault.write = write;
    expect([book.me().label, (await doors.enrolments())[0]?.label]).toEqual(['S', 'S']);
  });
});

describe('the lock', () => {
  test('drops keys and memory, and unlocking brings everything back', async () => {
    const { book } = await enrolled(doors);
    const client = await book.save('client', { set: { alias: 'Mawar' } });
    await doors.lock();
    expect([doors.opened, book.get(client), book.all('client')]).toEqual([null, undefined, []]);
    expect((await unlocked(doors)).book.get(client)?.fields).toEqual({ alias: 'Mawar' });
  });

  test('lets a screen seal its draft first', async () => {
    const { book } = await enrolled(doors);
    doors.beforeLock(() => book.drafts.write('form', { note: 'half' }));
    await doors.lock();
    expect((await unlocked(doors)).book.drafts.read('form')).toEqual({ note: 'half' });
  });

  test('comes after five hidden minutes by either clock, not before', async () => {
    await enrolled(doors);
    here.page.hide(true);
    here.seams.pass(4 * MINUTE);
    here.page.hide(false);
    expect(doors.opened).not.toBeNull();
    here.page.hide(true);
    here.seams.setWall(here.seams.clock() + 6 * MINUTE);
    here.page.hide(false);
    expect(doors.opened).toBeNull();
    await unlocked(doors);
    here.page.hide(true);
    here.seams.pass(5 * MINUTE);
    here.seams.setWall(here.seams.clock() - 5 * MINUTE);
    here.page.hide(false);
    expect(doors.opened).toBeNull();
  });

  test.each(['freeze', 'pagehide'] as const)('comes at once on %s', async (event) => {
    await enrolled(doors);
    here.page.happens(event);
    expect(doors.opened).toBeNull();
  });

  test('keeps a run of sync from writing after it', async () => {
    const { book, sync } = await enrolled(doors);
    await book.save('client', { set: { alias: 'Mawar' } });
    const running = sync.now();
    await doors.lock();
    await running;
    const again = await unlocked(doors);
    await again.sync.now();
    expect(again.book.all('client').map(({ state }) => state)).toEqual(['sent']);
    expect(Object.values(here.server.state.times)).toEqual([1]);
  });
});

describe('keys that were locked', () => {
  test('never write an old key file over a new one, so no phone looks like a copy of itself', async () => {
    const first = await enrolled(doors);
    const signing = first.sync.now();
    await doors.lock();
    const again = await unlocked(doors);
    await signing;
    for (let i = 0; i < 3; i += 1) {
      here.seams.pass(10 * MINUTE);
      await again.sync.now();
    }
    expect(again.sync.status).toMatchObject({ weather: 'fine', standing: 'active' });
    expect(here.entrance.phones.get('enrolment-1')?.status).toBe('active');
  });

  test('struck by a wrong old PIN stay struck', async () => {
    await enrolled(doors);
    const said: string[] = [];
    for (let i = 0; i < 10; i += 1) {
      here.seams.pass(61 * MINUTE);
      said.push(await doors.changePin('000000', '135790'));
    }
    expect([said.at(-1), doors.opened]).toEqual(['struck', null]);
    expect(await doors.enrolments()).toMatchObject([{ state: 'struck' }]);
  });
});

describe('a forgotten PIN', () => {
  test('strikes the keys and keeps every box, for the server alone to open', async () => {
    const { book } = await enrolled(doors);
    await book.save('client', { set: { alias: 'Mawar' } });
    const [one] = await doors.enrolments();
    await doors.forgotPin(one?.id ?? '');
    expect(doors.opened).toBeNull();
    expect(await doors.enrolments()).toMatchObject([{ state: 'struck', boxes: 1 }]);
    expect(await doors.unlock(one?.id ?? '', '246810')).toEqual({ is: 'struck' });
    expect((await (await doors.rescue(one?.id ?? '')).text()).split('\n').filter(Boolean).length).toBe(1);
  });
});
