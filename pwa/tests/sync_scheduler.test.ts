import { beforeEach, describe, expect, test } from 'vitest';
import { LiveTab } from '../src/core/device/live_tab.ts';
import type { AppSession } from '../src/core/types.ts';
import { enrolPhone, MINUTE, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';
import { MemoryTabLocks } from './fake_server/environment.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;

beforeEach(() => {
  here = phoneAndServer();
  appSession = here.tab();
});

const paths = (): string[] => here.entrance.asked.map(({ path }) => path);

describe('two tabs', () => {
  test('are one: the second offers to take over, the first seals its draft and steps down', async () => {
    const { book } = await enrolPhone(appSession);
    appSession.beforeLock(() => book.drafts.write('form', { note: 'half' }));
    const second = here.tab();
    await expect.poll(() => second.tab).toBe('elsewhere');
    await second.takeOver();
    expect([appSession.tab, second.tab, appSession.opened]).toEqual(['elsewhere', 'mine', null]);
    appSession = second;
    expect((await unlockPhone(appSession)).book.drafts.read('form')).toEqual({ note: 'half' });
  });

  test('of which the former is only about to end, since its page is loaded anew: the new one waits for it', async () => {
    const [locks, nothing] = [new MemoryTabLocks(), () => undefined];
    const end = await locks.tab().take('wait', nothing);
    const anew = new LiveTab(locks.tab(), { stepDown: () => Promise.reject(), lost: () => Promise.reject() }, nothing);
    const claimed = anew.claim();
    end?.();
    await claimed;
    expect(anew.state).toBe('mine');
  });

  test('of which one takes over while the other judges a PIN: that one opens nothing', async () => {
    await enrolPhone(appSession);
    await appSession.lock();
    const second = here.tab();
    const [{ id = '' } = {}] = await appSession.enrolments();
    const { stretch } = here.keyWorker;
    here.keyWorker.stretch = async (...asked) => {
      await second.takeOver();
      return stretch(...asked);
    };
    expect((await appSession.unlock(id, '246810')).is).toBe('failed');
    expect([appSession.tab, appSession.opened]).toEqual(['elsewhere', null]);
    here.keyWorker.stretch = stretch;
    expect((await unlockPhone(second)).book.waiting()).toEqual([]);
    appSession = second;
  });

  test('of which one is frozen: it is taken over all the same, and drops everything when it wakes', async () => {
    await enrolPhone(appSession);
    appSession.beforeLock(() => new Promise(() => undefined));
    const second = here.tab();
    await expect.poll(() => second.tab).toBe('elsewhere');
    await second.takeOver();
    expect([appSession.tab, second.tab, appSession.opened]).toEqual(['elsewhere', 'mine', null]);
  });
});

describe('when the phone syncs by itself', () => {
  const pulls = (): number => paths().filter((path) => path.endsWith('pull')).length;

  test('is after a save, when the line comes back, when it is looked at, and every few minutes', async () => {
    const { book, sync } = await enrolPhone(appSession);
    await sync.now();
    const pullsOn = async (act: () => void): Promise<number> => {
      const before = pulls();
      act();
      here.environment.pass(400);
      await sync.now();
      return pulls() - before;
    };
    expect(await pullsOn(() => undefined)).toBe(1);
    await book.save('client', { set: { alias: 'Mawar' } });
    expect(await pullsOn(() => undefined)).toBeGreaterThan(1);
    expect(await pullsOn(() => here.page.happens('online'))).toBe(2);
    expect(await pullsOn(() => here.page.hide(false))).toBe(2);
    expect(await pullsOn(() => here.environment.pass(5 * MINUTE))).toBe(2);
  });

  test('gives up what hangs on a dead line as soon as there is a new one', async () => {
    const { book, sync } = await enrolPhone(appSession);
    await sync.now();
    await book.save('client', { set: { alias: 'Mawar' } });
    here.entrance.coming.push('silent');
    const hung = sync.now();
    await expect.poll(() => here.entrance.coming.length).toBe(0);
    here.page.happens('online');
    await hung;
    here.environment.pass(10_000);
    await sync.now();
    expect(book.waiting()).toEqual([]);
  });

  test('nobody who has a line is told that there is none, where the server cannot be reached', async () => {
    const { sync } = await enrolPhone(appSession);
    here.entrance.coming.push('out', 'out');
    await sync.now();
    expect(sync.status).toMatchObject({ connection: 'none', met: 'nobody' });
    here.page.line = false;
    here.entrance.coming.push('out', 'out');
    await sync.now();
    expect(sync.status).toMatchObject({ connection: 'none' });
    expect(sync.status.met).toBeUndefined();
  });

  test('is later and later while there is no line, and never stops', async () => {
    const { sync } = await enrolPhone(appSession);
    await sync.now();
    here.entrance.coming.push(...Array<'out'>(100).fill('out'));
    await sync.now();
    const triesIn = async (minutes: number): Promise<number> => {
      const before = here.entrance.coming.length;
      for (let second = 0; second < minutes * 60; second += 5) {
        here.environment.pass(5000);
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
    expect(sync.status.connection).toBe('fine');
  });

  test('is at once when the line comes back while a run still fails, whatever the back-off says', async () => {
    const { sync } = await enrolPhone(appSession);
    await sync.now();
    here.entrance.coming.push('out');
    const failing = sync.now();
    here.page.happens('online');
    await failing;
    expect(sync.status.connection).toBe('none');
    here.environment.pass(1);
    expect(sync.status.running).toBe(true);
    await sync.now();
    expect(sync.status.connection).toBe('fine');
  });
});

test('a first load says how many cases are here, of all she follows', async () => {
  const { book, sync } = await enrolPhone(appSession);
  for (const alias of ['Mawar', 'Melati', 'Kenanga']) await book.save('client', { set: { alias } });
  await sync.now();
  await appSession.lock();
  const dewi = await enrolPhone(appSession, 'BBBB2222', 'D');
  for (const { feed } of Object.values(here.server.state.rows)) here.server.grant('D', feed);
  const seen: string[] = [];
  dewi.sync.subscribe(() => {
    const { cases, lastAt } = dewi.sync.status;
    if (!lastAt || cases.of > 0) seen.push(`${cases.here} of ${cases.of}`);
  });
  await dewi.sync.now();
  await dewi.sync.now();
  expect(seen.at(-1)).toBe('3 of 3');
});

test('her first load has the line alone, to its end; what comes after has not', async () => {
  const { sync } = await enrolPhone(appSession);
  here.entrance.coming.push('out');
  await sync.now();
  await sync.now();
  await sync.now();
  expect(here.alone.length).toBe(2);
  expect(here.alone.at(-1)).toEqual(expect.arrayContaining(['/v1/sync/pull', '/v1/reference']));
});

test('what may still be undone goes after its seconds, at once when she sends by hand, goes on, or turns away', async () => {
  const { book, sync } = await enrolPhone(appSession);
  await book.save('client', { set: { alias: 'Kenanga' } });
  await sync.now();
  const sent = (): number => Object.keys(here.server.state.rows).length;
  const goesBy = async (act: () => unknown): Promise<void> => {
    const before = sent();
    await book.save('client', { set: { alias: 'Mawar' }, held: 'new' });
    here.environment.pass(5000);
    expect(sync.status.running).toBe(false);
    await act();
    here.environment.pass(400);
    await expect.poll(sent).toBe(before + 1);
    await expect.poll(() => sync.status.running).toBe(false);
  };
  await goesBy(() => here.environment.pass(3000));
  await goesBy(() => sync.now());
  await goesBy(() => book.letGo());
  await goesBy(() => here.page.hide(true));
});

test('what waits for a word of somebody is asked for again when she sends by hand, and not before', async () => {
  const { book, sync } = await enrolPhone(appSession);
  const mawar = await book.save('client', { set: { alias: 'Mawar' } });
  await sync.now();
  here.server.end(book.me().agent.id, mawar, 'revoked');
  await book.save('visit', { feed: mawar, set: { note: 'Baik' } });
  await sync.now();
  expect(book.waiting()).toMatchObject([{ why: { status: 404 } }]);
  const pushes = (): number => paths().filter((path) => path.endsWith('push')).length;
  const before = pushes();
  here.page.happens('online');
  here.environment.pass(400);
  await expect.poll(() => sync.status.running).toBe(false);
  expect(pushes()).toBe(before);
  await sync.now();
  expect(pushes()).toBe(before + 1);
});
