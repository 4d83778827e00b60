import { beforeEach, describe, expect, test } from 'vitest';
import type { AppSession } from '../src/core/types.ts';
import { enrolPhone, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;

beforeEach(() => {
  here = phoneAndServer();
  appSession = here.tab();
});

const handedIn = (): number => here.entrance.handedIn.length;
const asked = (path: string): number => here.entrance.asked.filter((one) => one.path === path).length;

/** Enrolled, one client waiting, killed. */
async function killed(): Promise<void> {
  const { book } = await enrolPhone(appSession);
  await book.save('client', { set: { alias: 'Mawar' } });
  appSession = here.reborn();
}

async function idOf(): Promise<string> {
  return (await appSession.enrolments())[0]?.id ?? '';
}

describe('a locked app', () => {
  test('hands in what waits before anybody unlocks it, and not twice', async () => {
    await killed();
    await appSession.enrolments();
    await expect.poll(handedIn).toBe(1);
    expect(here.entrance.handedIn[0]).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    await appSession.enrolments();
    appSession = here.reborn();
    await appSession.handIn(await idOf());
    expect(handedIn()).toBe(1);
  });

  test('says until it is opened what it said before, and the push then finds it known', async () => {
    await killed();
    await appSession.enrolments();
    await expect.poll(handedIn).toBe(1);
    expect(await appSession.enrolments()).toMatchObject([{ unsent: 1, envelopes: 1 }]);
    const { book, sync } = await unlockPhone(appSession);
    expect(book.waiting().length).toBe(1);
    await sync.now();
    expect(book.waiting()).toEqual([]);
  });

  test('asks nothing where nothing waits', async () => {
    const { sync } = await enrolPhone(appSession);
    await sync.now();
    appSession = here.reborn();
    await appSession.enrolments();
    await appSession.handIn(await idOf());
    expect(asked('/v1/rescue')).toBe(0);
  });

  test('keeps to itself what was only begun or refused, until she forgets her PIN', async () => {
    const { book } = await enrolPhone(appSession);
    await book.drafts.write('form', { note: 'half' });
    here.environment.pass(2_000);
    await expect.poll(async () => (await book.rescue()).text()).toMatch(/\n/);
    await book.save('client', { set: { alias: 'Mawar' } });
    appSession = here.reborn();
    await appSession.enrolments();
    await expect.poll(handedIn).toBe(1);
    expect(await appSession.handIn(await idOf())).toEqual({ handed: 1, left: 0 });
    expect(handedIn()).toBe(2);
  });

  test('that is unlocked meanwhile writes nothing beside the book', async () => {
    await killed();
    here.entrance.coming.push('silent');
    await appSession.enrolments();
    const { book, sync } = await unlockPhone(appSession);
    await sync.now();
    expect([book.waiting(), handedIn()]).toEqual([[], 0]);
    appSession = here.reborn();
    expect(await appSession.enrolments()).toMatchObject([{ unsent: 0 }]);
  });
});

test('a server that came back from an older copy is handed in once more what it had received, with no key left too', async () => {
  await killed();
  const id = await idOf();
  await appSession.forgotPin(id);
  appSession = here.reborn();
  await appSession.enrolments();
  await expect.poll(async () => (await appSession.enrolments())[0]?.unsent).toBe(0);
  expect(await appSession.handIn(id)).toEqual({ handed: 0, left: 0 });
  for (const epoch of ['restored', 'restored again']) {
    const received = handedIn();
    here.server.state.epoch = epoch;
    appSession = here.reborn();
    await appSession.enrolments();
    await expect.poll(handedIn).toBe(received + 1);
    expect(await appSession.handIn(id)).toEqual({ handed: 0, left: 0 });
  }
  expect(new Set(here.entrance.handedIn).size).toBe(1);
});

describe('handing in', () => {
  test('says what is left where there is no line, and takes up again where it was', async () => {
    await killed();
    const id = await idOf();
    await expect.poll(handedIn).toBe(1);
    const { book } = await unlockPhone(appSession);
    await book.save('client', { set: { alias: 'Melati' } });
    await appSession.lock();
    here.entrance.coming.push('out');
    expect(await appSession.handIn(id)).toEqual({ handed: 0, left: 1 });
    expect((await appSession.enrolments())[0]?.unsent).toBeGreaterThan(0);
    expect(await appSession.handIn(id)).toEqual({ handed: 1, left: 0 });
    expect((await appSession.enrolments())[0]?.unsent).toBe(0);
  });

  test('that a page of a network answers is no receipt', async () => {
    await killed();
    here.entrance.coming.push('portal', 'portal');
    const id = await idOf();
    await expect.poll(() => here.entrance.coming.length).toBe(0);
    here.entrance.coming.push('portal');
    expect(await appSession.handIn(id)).toEqual({ handed: 0, left: 1 });
    expect(await appSession.handIn(id)).toEqual({ handed: 1, left: 0 });
  });

  test('hands in the rest where the server stumbles over one', async () => {
    const { book } = await enrolPhone(appSession);
    const id = await idOf();
    for (const alias of ['Mawar', 'Melati', 'Kenanga']) await book.save('client', { set: { alias } });
    await appSession.lock();
    const boxes = (await (await appSession.rescue(id)).text()).trim().split('\n');
    here.entrance.chokesOn = boxes[1] ?? '';
    expect(await appSession.handIn(id)).toEqual({ handed: 2, left: 1 });
    here.entrance.chokesOn = '';
    expect(await appSession.handIn(id)).toEqual({ handed: 1, left: 0 });
    expect(new Set(here.entrance.handedIn)).toEqual(new Set(boxes));
  });

  test('counts as left what the server does not know', async () => {
    await killed();
    here.entrance.takes = 0;
    expect(await appSession.handIn(await idOf())).toEqual({ handed: 0, left: 1 });
    expect((await appSession.enrolments())[0]?.unsent).toBe(1);
  });

  test('of keys that are struck takes everything, and then the name may leave', async () => {
    await killed();
    const id = await idOf();
    await appSession.forgotPin(id);
    await appSession.forget(id);
    expect(await appSession.enrolments()).toMatchObject([{ state: 'struck' }]);
    appSession = here.reborn();
    await appSession.enrolments();
    await expect.poll(async () => (await appSession.enrolments())[0]?.unsent).toBe(0);
    await appSession.forget(id);
    expect([await appSession.enrolments(), handedIn()]).toEqual([[], 1]);
  });
});
