import { beforeEach, describe, expect, test } from 'vitest';
import type { AppSession } from '../src/core/types.ts';
import { enrolPhone, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;

beforeEach(() => {
  here = phoneAndServer();
  appSession = here.tab();
});

describe('a new code for the same person on the same phone', () => {
  test('goes on with the same book: what waits is sent, and nobody is added', async () => {
    const { book, sync } = await enrolPhone(appSession);
    await book.save('client', { set: { alias: 'Mawar' } });
    await sync.now();
    const old = here.entrance.phones.get('enrolment-1');
    if (old) old.status = 'locked';
    await book.save('client', { set: { alias: 'Melati' } });
    await sync.now();
    await expect.poll(() => sync.status.enrolmentStatus).toBe('locked');
    expect(book.waiting().length).toBe(1);
    expect(await appSession.renew('CCCC3333')).toMatchObject({ is: 'answer' });
    expect(appSession.opened).toBeNull();
    expect(await appSession.enrolments()).toMatchObject([{ label: 'S', state: 'ready', unsent: 1 }]);
    const again = await unlockPhone(appSession);
    await again.sync.now();
    expect(again.book.me().enrolment).toBe('enrolment-2');
    expect(again.sync.status).toMatchObject({ connection: 'fine', enrolmentStatus: 'active' });
    expect([again.book.waiting(), again.book.all('client').length]).toEqual([[], 2]);
  });

  test('whose answer was lost is asked again with the same keys, also after the app was killed', async () => {
    await enrolPhone(appSession);
    await appSession.opened?.sync.now();
    here.entrance.coming.push('lost');
    expect(await appSession.renew('CCCC3333')).toMatchObject({ is: 'offline' });
    await appSession.lock();
    appSession = here.reborn();
    await unlockPhone(appSession);
    expect(await appSession.renew('CCCC3333')).toMatchObject({ is: 'answer' });
    expect(here.entrance.phones.size).toBe(2);
    const { sync } = await unlockPhone(appSession);
    await sync.now();
    expect(sync.status).toMatchObject({ connection: 'fine', enrolmentStatus: 'active' });
  });

  test('goes on with the book also where a restore forgot the enrolment', async () => {
    const { book } = await enrolPhone(appSession);
    await book.save('client', { set: { alias: 'Mawar' } });
    here.entrance.phones.clear();
    expect(await appSession.renew('BBBB2222')).toMatchObject({ is: 'problem', problem: { status: 422 } });
    expect(await appSession.renew('CCCC3333')).toMatchObject({ is: 'answer' });
    const { book: again, sync } = await unlockPhone(appSession);
    await sync.now();
    expect([again.waiting(), again.all('client').length]).toEqual([[], 1]);
  });

  test('of another person is refused, and everything goes on as it was', async () => {
    const { sync } = await enrolPhone(appSession);
    expect(await appSession.renew('BBBB2222')).toMatchObject({ is: 'problem', problem: { status: 422 } });
    await sync.now();
    expect(sync.status).toMatchObject({ connection: 'fine', enrolmentStatus: 'active' });
  });
});

test('when a phone ends is known from each sign-in', async () => {
  const { book, sync } = await enrolPhone(appSession);
  await sync.now();
  expect(book.me().endsAt).toBe('2027-12-29T00:00:00Z');
});

test('a code is checked before a PIN is chosen, and nothing is spent', async () => {
  expect(await appSession.checkCode('AAAA1111')).toMatchObject({ is: 'answer' });
  expect(await appSession.checkCode('ZZZZ9999')).toMatchObject({ is: 'problem', problem: { status: 422 } });
  here.entrance.coming.push('out');
  expect(await appSession.checkCode('AAAA1111')).toMatchObject({ is: 'offline' });
  expect(here.entrance.phones.size).toBe(0);
});
