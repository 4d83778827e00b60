import { compactDecrypt, compactVerify } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { textOf } from './bytes.ts';
import { openJournal } from './journal.ts';
import { PhoneDoors } from './phonedoors.ts';
import { Entrance } from './rehearsal/entrance.ts';
import { Clockwork, MemoryPage, MemoryVault, OneLock } from './rehearsal/ground.ts';
import { RehearsalServer } from './rehearsal/server.ts';
import type { Doors, Opened } from './types.ts';

const HOME = '01900000-0000-7000-8000-00000000000a';
const MINUTE = 60_000;
let disks = 0;

function ground() {
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

let here: ReturnType<typeof ground>;
let doors: Doors;

beforeEach(() => {
  here = ground();
  doors = here.tab();
});

async function enrolled(code = 'AAAA1111', label = 'S'): Promise<Opened> {
  const answer = await doors.enrol(code, '246810', label);
  if (answer.is !== 'open') throw new Error(JSON.stringify(answer));
  return answer.opened;
}

async function unlocked(pin = '246810'): Promise<Opened> {
  const [one] = await doors.enrolments();
  const answer = await doors.unlock(one?.id ?? '', pin);
  if (answer.is !== 'open') throw new Error(JSON.stringify(answer));
  return answer.opened;
}

const paths = (): string[] => here.entrance.asked.map(({ path }) => path);

describe('enrolling', () => {
  test('opens a book, signs in and syncs', async () => {
    const { book, sync } = await enrolled();
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
    const { book } = await unlocked();
    expect(book.me().enrolment).toBe('enrolment-1');
    expect(here.entrance.phones.size).toBe(1);
    expect(await doors.enrolments()).toMatchObject([{ state: 'ready' }]);
  });

  test('shows a fingerprint made from the keys themselves, not from what the server says', async () => {
    const { book } = await enrolled();
    expect(book.me().fingerprint).toMatch(/^\d{4}$/);
  });

  test('of two people keeps them apart', async () => {
    await (await enrolled()).book.save('client', { set: { alias: 'of S' } });
    await doors.lock();
    await (await enrolled('BBBB2222', 'D')).book.save('client', { set: { alias: 'of D' } });
    await doors.lock();
    const [d, s] = await doors.enrolments();
    const opened = await doors.unlock(s?.id ?? '', '246810');
    expect(opened.is === 'open' && opened.opened.book.all('client').map(({ fields }) => fields['alias'])).toEqual([
      'of S',
    ]);
    expect([d?.label, d?.boxes, s?.boxes]).toEqual(['D', 1, 1]);
  });
});

describe('signing in', () => {
  test('repeats its pair until it is answered, so a lost answer locks nobody out', async () => {
    const { sync } = await enrolled();
    for (let i = 0; i < 6; i += 1) {
      here.entrance.coming.push('fine', 'lost');
      await sync.now();
    }
    await sync.now();
    expect(sync.status.weather).toBe('fine');
    expect(here.entrance.phones.get('enrolment-1')).toMatchObject({ gen: 1, status: 'active' });
  });

  test('repeats it also after the app was killed before the answer came', async () => {
    const { sync } = await enrolled();
    here.entrance.coming.push('fine', 'lost');
    await sync.now();
    doors = here.reborn();
    const again = await unlocked();
    await again.sync.now();
    expect(again.sync.status).toMatchObject({ weather: 'fine', standing: 'active' });
  });

  test('takes the next generation each time, and the server never sees one twice', async () => {
    for (let i = 0; i < 3; i += 1) {
      const { sync } = i === 0 ? await enrolled() : await unlocked();
      await sync.now();
      await doors.lock();
    }
    expect(here.entrance.phones.get('enrolment-1')?.gen).toBe(3);
  });

  test('costs no request of its own while the token lives, and is done anew when it ends', async () => {
    const { sync } = await enrolled();
    await sync.now();
    here.entrance.asked.length = 0;
    await sync.now();
    expect(paths()).toEqual(['/v1/sync/pull']);
    here.seams.pass(10 * MINUTE);
    await sync.now();
    expect(here.entrance.phones.get('enrolment-1')?.gen).toBe(2);
    here.entrance.tokens.clear();
    await sync.now();
    expect(sync.status.weather).toBe('fine');
  });

  test('with a nonce that has run out asks once more', async () => {
    const { sync } = await enrolled();
    await sync.now();
    here.entrance.tokens.clear();
    here.entrance.forgetNonces();
    await sync.now();
    expect(sync.status).toMatchObject({ weather: 'fine' });
  });

  test('as a copy of the phone locks it, and she is told', async () => {
    const { sync } = await enrolled();
    await sync.now();
    const phone = here.entrance.phones.get('enrolment-1');
    Object.assign(phone ?? {}, { gen: 7, mark: 'the copy was here' });
    here.seams.pass(10 * MINUTE);
    await sync.now();
    expect(sync.status).toMatchObject({ standing: 'locked', problem: { status: 403 } });
  });
});

describe('the line', () => {
  test.each(['out', 'portal', 'torn', 'proxy'] as const)(
    'being %s is weather, and nothing is lost',
    async (trouble) => {
      const { book, sync } = await enrolled();
      await sync.now();
      await book.save('client', { set: { alias: 'Mawar' } });
      here.entrance.coming.push(trouble);
      await sync.now();
      expect(sync.status).toMatchObject({ weather: 'none' });
      expect(sync.status.problem).toBeUndefined();
      expect(book.waiting().length).toBe(1);
      await sync.now();
      expect(book.waiting()).toEqual([]);
      expect(Object.values(here.server.state.times)).toEqual([1]);
    },
  );

  test('packs what is longer than a kilobyte', async () => {
    const { book, sync } = await enrolled();
    await book.save('client', { set: { note: 'x'.repeat(2000) } });
    await sync.now();
    const push = here.entrance.asked.find(({ path }) => path.endsWith('push'));
    expect([push?.packed, push?.body.includes('xxxx')]).toEqual([true, true]);
    expect(book.waiting()).toEqual([]);
  });

  test('carries online calls, and says a problem as it is', async () => {
    const { api } = await enrolled();
    expect(await api.get('/v1/me')).toMatchObject({ is: 'answer', body: { agent: { id: 'S' } } });
    here.entrance.coming.push('out');
    expect(await api.get('/v1/me')).toEqual({ is: 'weather' });
  });

  test('serves an office with a password, in memory alone', async () => {
    await enrolled();
    expect(await doors.signInOffice('o', 'wrong')).toMatchObject({ is: 'problem', problem: { status: 401 } });
    const signedIn = await doors.signInOffice('o', 'right');
    expect(signedIn.is === 'answer' && (await signedIn.body.api.get('/v1/me')).is).toBe('answer');
  });
});

describe('the lock', () => {
  test('drops keys and memory, and unlocking brings everything back', async () => {
    const { book } = await enrolled();
    const client = await book.save('client', { set: { alias: 'Mawar' } });
    await doors.lock();
    expect([doors.opened, book.get(client), book.all('client')]).toEqual([null, undefined, []]);
    expect((await unlocked()).book.get(client)?.fields).toEqual({ alias: 'Mawar' });
  });

  test('lets a screen seal its draft first', async () => {
    const { book } = await enrolled();
    doors.beforeLock(() => book.drafts.write('form', { note: 'half' }));
    await doors.lock();
    expect((await unlocked()).book.drafts.read('form')).toEqual({ note: 'half' });
  });

  test('comes after five hidden minutes by either clock, not before', async () => {
    await enrolled();
    here.page.hide(true);
    here.seams.pass(4 * MINUTE);
    here.page.hide(false);
    expect(doors.opened).not.toBeNull();
    here.page.hide(true);
    here.seams.setWall(here.seams.clock() + 6 * MINUTE);
    here.page.hide(false);
    expect(doors.opened).toBeNull();
    await unlocked();
    here.page.hide(true);
    here.seams.pass(5 * MINUTE);
    here.seams.setWall(here.seams.clock() - 5 * MINUTE);
    here.page.hide(false);
    expect(doors.opened).toBeNull();
  });

  test.each(['freeze', 'pagehide'] as const)('comes at once on %s', async (event) => {
    await enrolled();
    here.page.happens(event);
    expect(doors.opened).toBeNull();
  });

  test('keeps a run of sync from writing after it', async () => {
    const { book, sync } = await enrolled();
    await book.save('client', { set: { alias: 'Mawar' } });
    const running = sync.now();
    await doors.lock();
    await running;
    const again = await unlocked();
    await again.sync.now();
    expect(again.book.all('client').map(({ state }) => state)).toEqual(['sent']);
    expect(Object.values(here.server.state.times)).toEqual([1]);
  });
});

describe('keys that were locked', () => {
  test('never write an old key file over a new one, so no phone looks like a copy of itself', async () => {
    const first = await enrolled();
    const signing = first.sync.now();
    await doors.lock();
    const again = await unlocked();
    await signing;
    for (let i = 0; i < 3; i += 1) {
      here.seams.pass(10 * MINUTE);
      await again.sync.now();
    }
    expect(again.sync.status).toMatchObject({ weather: 'fine', standing: 'active' });
    expect(here.entrance.phones.get('enrolment-1')?.status).toBe('active');
  });

  test('struck by a wrong old PIN stay struck', async () => {
    await enrolled();
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
    const { book } = await enrolled();
    await book.save('client', { set: { alias: 'Mawar' } });
    const [one] = await doors.enrolments();
    await doors.forgotPin(one?.id ?? '');
    expect(doors.opened).toBeNull();
    expect(await doors.enrolments()).toMatchObject([{ state: 'struck', boxes: 1 }]);
    expect(await doors.unlock(one?.id ?? '', '246810')).toEqual({ is: 'struck' });
    expect((await (await doors.rescue(one?.id ?? '')).text()).split('\n').filter(Boolean).length).toBe(1);
  });
});

test('a box opens with the server key alone, and inside is the exact change signed by this enrolment', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const { kty = '', crv = '', x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  here.entrance.boxKey = { kty, crv, x, y };
  const { book } = await enrolled();
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

describe('two tabs', () => {
  test('are one: the second offers to take over, the first seals its draft and steps down', async () => {
    const { book } = await enrolled();
    doors.beforeLock(() => book.drafts.write('form', { note: 'half' }));
    const second = here.tab();
    await expect.poll(() => second.tab).toBe('elsewhere');
    await second.takeOver();
    expect([doors.tab, second.tab, doors.opened]).toEqual(['elsewhere', 'mine', null]);
    doors = second;
    expect((await unlocked()).book.drafts.read('form')).toEqual({ note: 'half' });
  });

  test('of which one is frozen: it is taken over all the same, and drops everything when it wakes', async () => {
    await enrolled();
    doors.beforeLock(() => new Promise(() => undefined));
    const second = here.tab();
    await expect.poll(() => second.tab).toBe('elsewhere');
    await second.takeOver();
    expect([doors.tab, second.tab, doors.opened]).toEqual(['elsewhere', 'mine', null]);
  });
});

describe('when the phone syncs by itself', () => {
  const pulls = (): number => paths().filter((path) => path.endsWith('pull')).length;

  test('is after a save, when the line comes back, when it is looked at, and every few minutes', async () => {
    const { book, sync } = await enrolled();
    await sync.now();
    const pullsOn = async (act: () => void): Promise<number> => {
      const before = pulls();
      act();
      here.seams.pass(400);
      await sync.now();
      return pulls() - before;
    };
    expect(await pullsOn(() => undefined)).toBe(1);
    await book.save('client', { set: { alias: 'Mawar' } });
    expect(await pullsOn(() => undefined)).toBeGreaterThan(1);
    expect(await pullsOn(() => here.page.happens('online'))).toBe(2);
    expect(await pullsOn(() => here.page.hide(false))).toBe(2);
    expect(await pullsOn(() => here.seams.pass(5 * MINUTE))).toBe(2);
  });

  test('is later and later while there is no line, and never stops', async () => {
    const { sync } = await enrolled();
    await sync.now();
    here.entrance.coming.push(...Array<'out'>(100).fill('out'));
    await sync.now();
    const triesIn = async (minutes: number): Promise<number> => {
      const before = here.entrance.coming.length;
      for (let second = 0; second < minutes * 60; second += 5) {
        here.seams.pass(5000);
        if (sync.status.running) await sync.now();
      }
      return before - here.entrance.coming.length;
    };
    const [first, later] = [await triesIn(5), await triesIn(20)];
    expect(first).toBeGreaterThan(5);
    expect(later / 4).toBeLessThan(first / 2);
    expect(later).toBeGreaterThan(1);
    here.entrance.coming.length = 0;
    await triesIn(10);
    expect(sync.status.weather).toBe('fine');
  });
});
