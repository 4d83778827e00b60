import { beforeEach, describe, expect, test } from 'vitest';
import type { AppSession, BlobReference, Id } from '../src/core/types.ts';
import { enrolPhone, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';
import { CONTENT } from './fake_server/photo_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;
let kept: BlobReference;
let client: Id;

/** Enrolled, one client with a picture waiting, killed. */
beforeEach(async () => {
  here = phoneAndServer();
  appSession = here.tab();
  const { book, blobs } = await enrolPhone(appSession);
  kept = await blobs.keep(new Blob([CONTENT]), 'image/webp');
  client = await book.save('client', { set: { alias: 'Mawar', photo: { ...kept } } });
  appSession = here.reborn();
});

const blobDoor = '/v1/rescue/blobs';
const parts = () => here.entrance.blobs.get(kept.sha256);
const arrived = (): boolean => parts()?.whole === true;
const asked = (path: string): number => here.entrance.asked.filter((one) => one.path === path).length;
const idOf = async (): Promise<Id> => (await appSession.enrolments())[0]?.id ?? '';
const restart = async (): Promise<Id> => {
  appSession = here.reborn();
  return idOf();
};

describe('a picture on a phone that nobody opens', () => {
  test('goes behind its change at the start, whole, once, and again to a restored server', async () => {
    await idOf();
    await expect.poll(arrived).toBe(true);
    const often = asked(blobDoor);
    expect(await appSession.handInBlobs(await restart())).toBe(0);
    expect(asked(blobDoor)).toBe(often);
    here.entrance.blobs.clear();
    here.server.state.epoch = 'restored';
    await restart();
    await expect.poll(arrived).toBe(true);
    const { book, sync } = await unlockPhone(appSession);
    await sync.now();
    expect(book.waiting()).toEqual([]);
  });

  test('goes on where it was, in smaller parts, through a line that breaks', async () => {
    here.entrance.longest = 8 * 1024;
    await idOf();
    await expect.poll(arrived).toBe(true);
    const sizes = new Set(parts()?.sizes);
    expect(Math.max(...sizes)).toBeLessThan(8 * 1024);
  });

  test('stays where its change waits for somebody, and goes when that was taken', async () => {
    here.entrance.applies = false;
    const id = await idOf();
    await expect.poll(() => here.entrance.handedIn.length).toBe(1);
    expect(await appSession.handInBlobs(id)).toBe(1);
    await appSession.forgotPin(id);
    expect(await appSession.enrolments()).toMatchObject([{ state: 'struck', unsent: 2 }]);
    await appSession.forget(id);
    expect(await appSession.handIn(id)).toMatchObject({ left: 0 });
    expect(await appSession.enrolments()).toMatchObject([{ state: 'struck', unsent: 1 }]);
    await appSession.forget(id);
    here.entrance.applies = true;
    await restart();
    await expect.poll(arrived).toBe(true);
    expect(await appSession.enrolments()).toMatchObject([{ unsent: 0 }]);
    await appSession.forget(id);
    expect(await appSession.enrolments()).toEqual([]);
  });

  test('is thrown away by nobody but her, and by no word that does not fit', async () => {
    const id = await idOf();
    await expect.poll(arrived).toBe(true);
    here.entrance.blobs.clear();
    here.server.state.epoch = 'restored';
    for (const lie of [{ received: 7, whole: true }, { received: -5 }, { received: 2e9 }, { received: '3' }, {}]) {
      here.entrance.lies = lie;
      expect(await appSession.handIn(id)).toMatchObject({ left: 0 });
      expect(await appSession.handInBlobs(id)).toBe(1);
    }
    await appSession.forgotPin(id);
    await appSession.forget(id, true);
    expect(await appSession.enrolments()).toEqual([]);
  });

  test('on a full phone, or one that is killed before it is marked, goes once and is asked for again', async () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    try {
      await idOf();
      await expect.poll(arrived).toBe(true);
      expect(await appSession.handInBlobs(await idOf())).toBe(0);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    const sizes = parts()?.sizes.length;
    expect(await appSession.handInBlobs(await restart())).toBe(0);
    const often = asked(blobDoor);
    expect(await appSession.handInBlobs(await restart())).toBe(0);
    expect([asked(blobDoor), parts()?.sizes.length]).toEqual([often, sizes]);
  });

  test('that nobody wants any more is asked for once', async () => {
    here.entrance.lies = { answer: 'unwanted', received: 0, whole: false };
    const id = await idOf();
    await expect.poll(() => asked(blobDoor)).toBe(1);
    expect(await appSession.handInBlobs(id)).toBe(0);
    expect(asked(blobDoor)).toBe(1);
  });

  test('waits for what else is handed in, and stops where the phone is opened', async () => {
    here.entrance.longest = 0;
    const id = await idOf();
    await expect.poll(() => here.entrance.handedIn.length).toBe(1);
    const sending = appSession.handInBlobs(id);
    expect(await appSession.handIn(id)).toMatchObject({ left: 0 });
    expect(await sending).toBe(1);
    const again = appSession.handInBlobs(id);
    const { book } = await unlockPhone(appSession);
    await again;
    const before = asked(blobDoor);
    await book.save('client', { record: client, set: { alias: 'Melati' } });
    expect(asked(blobDoor)).toBe(before);
  });
});

test('what was written is handed in as it was written, before an older copy too', async () => {
  here = phoneAndServer();
  appSession = here.tab();
  const { book, sync } = await enrolPhone(appSession);
  const save = (alias: string) => book.save('client', { set: { alias } });
  for (let one = 0; one < 5; one += 1) await save(`A${one}`);
  await sync.now();
  for (let one = 0; one < 5; one += 1) await save(`B${one}`);
  await appSession.lock();
  here.server.state.epoch = 'restored';
  await restart();
  await expect.poll(() => here.entrance.handedIn.length).toBe(10);
  const opened = await Promise.all(here.entrance.handedIn.map((one) => here.entrance.openBox(one)));
  expect(opened.map(({ change }) => change.set.alias)).toEqual([...'AAAAABBBBB'].map((of, at) => `${of}${at % 5}`));
});

test('what was pushed before an older copy came back is handed in again by a phone that is not opened', async () => {
  here = phoneAndServer();
  appSession = here.tab();
  const { book, sync } = await enrolPhone(appSession);
  await book.save('client', { set: { alias: 'Mawar' } });
  await sync.now();
  await restart();
  await expect.poll(() => asked('/v1/rescue')).toBe(1);
  expect(here.entrance.handedIn).toEqual([]);
  here.server.state.epoch = 'restored';
  await restart();
  await expect.poll(() => here.entrance.handedIn.length).toBe(1);
  await restart();
  await expect.poll(() => asked('/v1/rescue')).toBe(4);
  expect(here.entrance.handedIn.length).toBe(1);
});
