import { beforeEach, expect, test } from 'vitest';
import type { AppSession } from '../src/core/types.ts';
import { sendBoxes } from '../src/worker/send_boxes.ts';
import { enrolPhone, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;
const woken = (meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> =>
  sendBoxes({ send: here.entrance.fetch, base: here.entrance.origin, origin: here.entrance.origin }, meanwhile);

beforeEach(async () => {
  here = phoneAndServer();
  appSession = here.tab();
  const { book, sync } = await enrolPhone(appSession);
  await sync.now();
  await book.save('client', { set: { alias: 'Mawar' } });
});

test('what waits in a locked app goes by the worker, once, and the next push finds it known', async () => {
  await appSession.lock();
  await woken();
  await woken();
  expect(here.entrance.handedIn.length).toBe(1);
  const { book, sync } = await unlockPhone(appSession);
  await sync.now();
  expect(book.waiting()).toEqual([]);
});

test('what did not arrive fails, so that the browser wakes the worker again', async () => {
  await appSession.lock();
  here.entrance.takes = 0;
  await expect(woken()).rejects.toThrow('left');
  here.entrance.takes = 1;
  await woken();
  expect(here.entrance.handedIn.length).toBe(1);
});

test('beside an open book it marks nothing that has moved on meanwhile', async () => {
  const sending = woken();
  await appSession.opened?.book.drafts.write('form', { note: 'half' });
  await appSession.opened?.sync.now();
  await sending;
  await appSession.lock();
  expect((await appSession.enrolments())[0]).toMatchObject({ unsent: 0, state: 'ready' });
  expect((await unlockPhone(appSession)).book.drafts.read('form')).toEqual({ note: 'half' });
});

test('what she may still undo beside it is sent by nobody, and what she wrote before that goes', async () => {
  const save = (alias: string) => appSession.opened?.book.save('client', { set: { alias }, held: 'new' });
  await save('Kenari');
  await woken(async () => {
    expect(await appSession.opened?.book.undo()).toBe(true);
    await save('Melati');
  });
  expect(here.entrance.handedIn.length).toBe(1);
  expect(await appSession.opened?.book.undo()).toBe(true);
});

test('the browser is asked when she leaves while something waits, and not where nothing does', async () => {
  here.page.hide(true);
  expect(here.woken.count).toBe(1);
  here.page.hide(false);
  await appSession.opened?.sync.now();
  here.page.hide(true);
  await appSession.lock();
  expect(here.woken.count).toBe(1);
});
