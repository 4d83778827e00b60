import { compactDecrypt, compactVerify } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../src/core/device/bytes.ts';
import type { AppSession } from '../src/core/types.ts';
import { enrolPhone, MINUTE, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;

beforeEach(() => {
  here = phoneAndServer();
  appSession = here.tab();
});

const paths = (): string[] => here.entrance.asked.map(({ path }) => path);

describe('signing in', () => {
  test('repeats its pair until it is answered, so a lost answer locks nobody out', async () => {
    const { sync } = await enrolPhone(appSession);
    for (let i = 0; i < 6; i += 1) {
      here.entrance.coming.push('fine', 'lost');
      await sync.now();
    }
    await sync.now();
    expect(sync.status.connection).toBe('fine');
    expect(here.entrance.phones.get('enrolment-1')).toMatchObject({ gen: 1, status: 'active' });
  });

  test('repeats it also after the app was killed before the answer came', async () => {
    const { sync } = await enrolPhone(appSession);
    here.entrance.coming.push('fine', 'lost');
    await sync.now();
    appSession = here.reborn();
    const again = await unlockPhone(appSession);
    await again.sync.now();
    expect(again.sync.status).toMatchObject({ connection: 'fine', enrolmentStatus: 'active' });
  });

  test('takes the next generation each time, and the server never sees one twice', async () => {
    for (let i = 0; i < 3; i += 1) {
      const { sync } = i === 0 ? await enrolPhone(appSession) : await unlockPhone(appSession);
      await sync.now();
      await appSession.lock();
    }
    expect(here.entrance.phones.get('enrolment-1')?.gen).toBe(3);
  });

  test('costs no request of its own while the token lives, and is done anew when it ends', async () => {
    const { sync } = await enrolPhone(appSession);
    await sync.now();
    here.entrance.asked.length = 0;
    await sync.now();
    expect(paths()).toEqual(['/v1/sync/pull']);
    here.environment.pass(10 * MINUTE);
    await sync.now();
    expect(here.entrance.phones.get('enrolment-1')?.gen).toBe(2);
    here.entrance.tokens.clear();
    await sync.now();
    expect(sync.status.connection).toBe('fine');
  });

  test('wants no ids of changes with a page, by which it keeps nothing', async () => {
    const { sync } = await enrolPhone(appSession);
    await sync.now();
    expect(here.entrance.asked.filter(({ minimal }) => minimal).map(({ path }) => path)).toContain('/v1/sync/pull');
  });

  test('with a nonce that has run out asks once more', async () => {
    const { sync } = await enrolPhone(appSession);
    await sync.now();
    here.entrance.tokens.clear();
    here.entrance.forget();
    await sync.now();
    expect(sync.status).toMatchObject({ connection: 'fine' });
  });

  test('as a copy of the phone locks it, and she is told', async () => {
    const { sync } = await enrolPhone(appSession);
    await sync.now();
    const phone = here.entrance.phones.get('enrolment-1');
    Object.assign(phone ?? {}, { gen: 7, mark: 'the copy was here' });
    here.environment.pass(10 * MINUTE);
    await sync.now();
    await expect.poll(() => sync.status).toMatchObject({ enrolmentStatus: 'locked', problem: { status: 403 } });
  });
});

describe('the line', () => {
  test.each([
    ['out', 'nobody'],
    ['portal', 'portal'],
    ['torn', 'nobody'],
    ['proxy', 'gateway'],
  ] as const)('being %s is weather, with who answered instead, and nothing is lost', async (trouble, met) => {
    const { book, sync } = await enrolPhone(appSession);
    await sync.now();
    await book.save('client', { set: { alias: 'Mawar' } });
    here.entrance.coming.push(trouble);
    await sync.now();
    expect(sync.status).toMatchObject({ connection: 'none' });
    expect([sync.status.problem, sync.status.met]).toEqual([undefined, met]);
    expect(book.waiting().length).toBe(1);
    await sync.now();
    expect(book.waiting()).toEqual([]);
    expect(Object.values(here.server.state.times)).toEqual([1]);
  });

  test('that leads to a busy server says since when, until it answers', async () => {
    const { sync } = await enrolPhone(appSession);
    await sync.now();
    here.entrance.coming.push('busy');
    await sync.now();
    const since = sync.status.busySince;
    here.entrance.coming.push('busy', 'busy');
    here.environment.pass(60_000);
    await sync.now();
    expect([since !== undefined, sync.status.busySince, sync.status.problem]).toEqual([true, since, undefined]);
    await sync.now();
    expect(sync.status.busySince).toBeUndefined();
  });

  test('packs what is longer than a kilobyte', async () => {
    const { book, sync } = await enrolPhone(appSession);
    await book.save('client', { set: { note: 'x'.repeat(2000) } });
    await sync.now();
    const push = here.entrance.asked.find(({ path }) => path.endsWith('push'));
    expect([push?.packed, push?.body.includes('xxxx')]).toEqual([true, true]);
    expect(book.waiting()).toEqual([]);
  });

  test('carries online calls, and says a problem as it is', async () => {
    const { api } = await enrolPhone(appSession);
    expect(await api.get('/v1/me')).toMatchObject({ is: 'answer', body: { agent: { id: 'S' } } });
    here.entrance.coming.push('out');
    expect(await api.get('/v1/me')).toEqual({ is: 'offline' });
  });

  test('is no error of a page that asks while the phone is locked', async () => {
    const { api } = await enrolPhone(appSession);
    await appSession.lock();
    expect(await api.get('/v1/me')).toEqual({ is: 'offline' });
  });

  test('serves an office with a password, in memory alone', async () => {
    await enrolPhone(appSession);
    const door = await appSession.officeDoor();
    const proof = { username: 'o', password: 'right', code: '' };
    const wrong = await door.signIn({ ...proof, password: 'wrong' });
    expect(wrong).toMatchObject({ is: 'problem', problem: { status: 401 } });
    const signedIn = await door.signIn(proof);
    expect(signedIn.is === 'answer' && (await signedIn.body.api.get('/v1/me')).is).toBe('answer');
  });
});

test('a box opens with the server key alone, and inside is the exact change signed by this enrolment', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const { kty = '', crv = '', x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  here.entrance.boxKey = { kty, crv, x, y };
  const { book } = await enrolPhone(appSession);
  await book.save('client', { set: { alias: 'Mawar' } });
  const [change] = book.waiting().map((one) => one.change);
  const [box = ''] = (await (await book.rescue()).text()).split('\n');
  const opened = await compactDecrypt(box, pair.privateKey);
  expect(opened.protectedHeader).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'box-1' });
  const phone = here.entrance.phones.get('enrolment-1');
  if (!phone) throw new Error('no phone');
  const inner = await compactVerify(textOf(opened.plaintext), phone.verify);
  expect(inner.protectedHeader).toMatchObject({ alg: 'ES256', kid: 'enrolment-1' });
  const words = JSON.parse(textOf(inner.payload));
  expect(words).toEqual({ v: 1, mark: 'waiting', enrolment: 'enrolment-1', epoch: 'epoch-1', change });
});
