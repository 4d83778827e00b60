import { CompactEncrypt, importJWK } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { bytesOf } from '../src/core/device/bytes.ts';
import type { AppSession, Json } from '../src/core/types.ts';
import { enrolPhone, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;

beforeEach(() => {
  here = phoneAndServer();
  appSession = here.tab();
});

/** As the server seals it for the phone that was enrolled first. */
async function returns(name: string, content: object): Promise<void> {
  const [phone] = here.entrance.phones.values();
  const [, boxKey] = JSON.parse(phone?.keys ?? '[]');
  const sealed = new CompactEncrypt(bytesOf(JSON.stringify(content)));
  sealed.setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' });
  here.entrance.returned.push({ name, sealed: await sealed.encrypt(await importJWK(boxKey, 'ECDH-ES')) });
}

const change = {
  id: '01930a5e-7c00-7000-8000-0000000000c1',
  kind: 'client',
  record: '01930a5e-7c00-7000-8000-0000000000d1',
  feed: '01930a5e-7c00-7000-8000-0000000000d1',
  at: '2026-11-23T07:30:00Z',
  set: { alias: 'Mawar' },
};
const problem = { type: '/problems/not-allowed', title: 'no', status: 409, detail: 'Periksa lagi.' };

test('drafts and refused changes of her last phone come with the first load, once', async () => {
  const { sync } = await enrolPhone(appSession);
  await sync.now();
  await appSession.lock();
  await returns('a', { mark: 'draft', draft: { key: 'visit:x', value: { note: 'half' } } });
  await returns('b', { mark: 'refused', change, problem });
  const { book, sync: again } = await unlockPhone(appSession);
  await again.now();
  await expect.poll(() => here.entrance.returned).toEqual([]);
  expect(book.drafts.read('visit:x')).toEqual({ note: 'half' });
  expect(book.refused()).toMatchObject([{ change, problem }]);
  expect(book.waiting()).toEqual([]);
  appSession = here.reborn();
  expect((await unlockPhone(appSession)).book.refused()).toMatchObject([{ change }]);
});

test('what comes back names no picture whose bytes lie nowhere, and says so', async () => {
  const { book, sync, blobs } = await enrolPhone(appSession);
  const shot = await blobs.keep(new Blob(['here']), 'image/webp');
  const [told, lost] = ['a', 'b'].map((one) => ({ sha256: one.repeat(64), type: 'image/webp', size: 9 }));
  await book.save('client', { set: { alias: 'Mawar', photo: told as unknown as Json } });
  await sync.now();
  await appSession.lock();
  const moved = { note: 'half', here: shot, told, lost, pages: [told, lost, shot], none: [lost], words: ['a'] };
  await returns('a', { mark: 'draft', draft: { key: 'visit:x', value: { moved, seen: {}, extra: null } } });
  await returns('b', { mark: 'draft', draft: { key: 'visit:y', value: { moved: { told }, seen: {}, extra: null } } });
  await returns('c', { mark: 'refused', change: { ...change, set: { note: 'half', told, lost } }, problem });
  const opened = await unlockPhone(appSession);
  await opened.sync.now();
  await expect.poll(() => here.entrance.returned).toEqual([]);
  const refused = { change: { ...change, set: { note: 'half', told } }, problem: { ...problem, lost: true } };
  expect(opened.book.refused()).toMatchObject([refused]);
  expect(opened.book.refused()[0]?.change.set).toEqual(refused.change.set);
  const left = { note: 'half', here: shot, told, pages: [told, shot], words: ['a'] };
  const kept = { moved: left, seen: {}, extra: null, lost: true };
  expect(opened.book.drafts.read('visit:x')).toEqual(kept);
  expect(opened.book.drafts.read('visit:y')).toEqual({ moved: { told }, seen: {}, extra: null });
});

test('a draft that stands in its place is finished first', async () => {
  const { book, sync } = await enrolPhone(appSession);
  await book.drafts.write('visit:x', { note: 'mine' });
  await sync.now();
  await appSession.lock();
  await returns('a', { mark: 'draft', draft: { key: 'visit:x', value: { note: 'older' } } });
  await returns('b', { mark: 'refused', change });
  const opened = await unlockPhone(appSession);
  await opened.sync.now();
  await expect.poll(() => here.entrance.returned.map(({ name }) => name)).toEqual(['a']);
  expect(opened.book.drafts.read('visit:x')).toEqual({ note: 'mine' });
});

test('one that nobody here can read keeps no other from her, and stays with the server', async () => {
  const { sync } = await enrolPhone(appSession);
  await sync.now();
  await appSession.lock();
  here.entrance.returned.push({ name: 'spoilt', sealed: 'e30..AA.AA.AA' });
  await returns('b', { mark: 'refused', change });
  const opened = await unlockPhone(appSession);
  await opened.sync.now();
  await expect.poll(() => here.entrance.returned.map(({ name }) => name)).toEqual(['spoilt']);
  expect(opened.book.refused()).toMatchObject([{ change }]);
});
