import { expect, test, vi } from 'vitest';
import { PhoneBlobs } from '../src/core/blobs/blob_shelf.ts';
import { namingsOf } from '../src/core/blobs/naming.ts';
import { carriedBlobs } from '../src/core/blobs/shelved_blob.ts';
import { blobsBeside } from '../src/core/store/journal.ts';
import type { FieldValues } from '../src/core/types.ts';
import { always, CONTENT, NEVER, phoneWithPhoto, rowsOf, visitWith } from './fake_server/photo_phone.ts';

test('what is kept is read again, and lies nowhere in clear', async () => {
  const { phone, shelf, kept } = await phoneWithPhoto();
  const read = await shelf.read(kept, 'r');
  expect(read.is === 'answer' && new Uint8Array(await read.body.arrayBuffer())).toEqual(CONTENT);
  await phone.reopen();
  const again = new PhoneBlobs(phone.book, NEVER);
  expect(await again.bytes(kept.sha256)).toEqual(CONTENT);
  expect(again.unsent()).toEqual({ photos: 1, voices: 0, bytes: CONTENT.length });
  const rows = await rowsOf(blobsBeside(phone.keys.journal));
  expect(rows).toHaveLength(1);
  expect(rows[0]?.key).not.toContain(kept.sha256);
  expect(Buffer.from(rows[0]?.box ?? []).includes(Buffer.from(CONTENT.slice(0, 64)))).toBe(false);
});

test('it waits for its record, goes in parts, and goes on where it ended', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  expect(await sender.run(always)).toBeUndefined();
  expect(store.asked).toEqual([]);
  await phone.sync();
  let parts = 0;
  await sender.run(() => {
    parts += 1;
    return parts < 3;
  });
  expect(store.asked).toEqual(['0+0', '0+65536']);
  expect(shelf.unsent().photos).toBe(1);
  store.coming.push({ is: 'offline', cut: true });
  expect((await sender.run(always))?.is).toBe('offline');
  await sender.run(always);
  expect(store.asked.slice(2)).toEqual(['0+0', '65536+32768', '98304+1696']);
  expect(shelf.unsent()).toEqual({ photos: 0, voices: 0, bytes: 0 });
  await sender.run(always);
  expect(store.asked).toHaveLength(5);
});

test('after a restore of the server it is asked for again', async () => {
  const { server, phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  await sender.run(always);
  await phone.store.turn(() => phone.store.commit({ meta: { epoch: 'another' } }));
  expect(shelf.unsent().photos).toBe(1);
  store.here.clear();
  await sender.run(always);
  expect(shelf.unsent().photos).toBe(0);
  expect(server.state.epoch).not.toBe('another');
});

test('it leaves the phone when two backups have begun since, and not before', async () => {
  const { phone, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  await sender.run(always);
  const { started } = phone.store.meta;
  const backedUp = (done: number) => phone.store.turn(() => phone.store.commit({ meta: { done } }));
  await backedUp(started + 2);
  await shelf.tidy();
  expect(await shelf.bytes(kept.sha256)).toBeDefined();
  await backedUp(started + 3);
  await shelf.tidy();
  expect(await shelf.bytes(kept.sha256)).toBeUndefined();
  expect(await rowsOf(blobsBeside(phone.keys.journal))).toEqual([]);
});

test('backups that began while it was under way do not count for it', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  store.started = 20;
  await sender.run(always);
  const backedUp = (done: number) => phone.store.turn(() => phone.store.commit({ meta: { done } }));
  await backedUp(21);
  await shelf.tidy();
  expect(await shelf.bytes(kept.sha256)).toBeDefined();
  await backedUp(22);
  await shelf.tidy();
  expect(await shelf.bytes(kept.sha256)).toBeUndefined();
});

test('never one that was not sent, nor one of a form that is not finished; an orphan goes after a day', async () => {
  const { phone, shelf, kept, client } = await phoneWithPhoto();
  const other = await shelf.keep(new Blob(['lain']), 'image/webp');
  const drafted = await shelf.keep(new Blob(['draf']), 'audio/webm', 3);
  await visitWith(phone, client, kept);
  await phone.book.drafts.write('visit new', { values: { photo: { ...drafted } } });
  phone.environment.pass(100 * 86_400_000);
  await shelf.tidy();
  const here = await Promise.all([kept, drafted, other].map(({ sha256 }) => shelf.bytes(sha256)));
  expect(here.map((one) => one !== undefined)).toEqual([true, true, false]);
  await shelf.letGo(kept.sha256);
  await shelf.letGo(drafted.sha256);
  expect([await shelf.bytes(kept.sha256), await shelf.bytes(drafted.sha256)]).toEqual([CONTENT, undefined]);
});

test('one that is being kept is no orphan', async () => {
  const { shelf } = await phoneWithPhoto();
  const { put } = IDBObjectStore.prototype;
  let tidied: Promise<void> | undefined;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (this: IDBObjectStore, row: unknown) {
    tidied = shelf.tidy();
    return put.call(this, row);
  });
  const kept = await shelf.keep(new Blob([CONTENT.slice(1)]), 'image/webp');
  await tidied;
  expect(await shelf.bytes(kept.sha256)).toEqual(CONTENT.slice(1));
});

test('what was not sent yet is sent when its case was handed over meanwhile, whatever was backed up', async () => {
  const { server, phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  const record = await visitWith(phone, client, kept);
  await phone.sync();
  server.end('sari', client, 'handed_over');
  await phone.sync();
  const { started } = phone.store.meta;
  Object.assign(server.state, { started: started + 9, done: started + 9 });
  await phone.sync();
  await phone.sync();
  expect(phone.store.records.get(record)).toBeUndefined();
  phone.environment.pass(2 * 86_400_000);
  await sender.run(always);
  expect(store.asked).toEqual(['0+0', '0+65536', '65536+34464']);
  phone.environment.pass(2 * 86_400_000);
  await phone.sync();
  await shelf.tidy();
  expect(await shelf.bytes(kept.sha256)).toBeDefined();
  Object.assign(server.state, { started: started + 12, done: started + 12 });
  await phone.sync();
  await shelf.tidy();
  await phone.sync();
  await shelf.tidy();
  expect([await shelf.bytes(kept.sha256), phone.store.outbox.size]).toEqual([undefined, 0]);
});

test('what one record may not have any more stays for another that may', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await visitWith(phone, await phone.book.save('client', { set: { alias: 'Mas Biru' } }), kept);
  await phone.sync();
  const problem = { type: '/problems/x', title: '', detail: '', status: 410 };
  store.coming.push({ is: 'problem', problem });
  await sender.run(always);
  expect(await shelf.bytes(kept.sha256)).toBeDefined();
  expect(store.here.size).toBe(1);
});

test('a no of a restored server takes nothing away before what was lost is back', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  await phone.store.turn(() => phone.store.commit({ meta: { untaken: [client] } }));
  const problem = { type: '/problems/x', title: '', detail: '', status: 409, reason: 'not-agreed' };
  store.coming.push({ is: 'problem', problem });
  await sender.run(always);
  expect(await shelf.bytes(kept.sha256)).toBeDefined();
});

test.each([
  [409, 'not-agreed', false],
  [410, undefined, false],
  [404, undefined, true],
  [500, undefined, true],
])('a %i (%s) of the server: kept %s', async (status, reason, stays) => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  const problem = { type: '/problems/x', title: '', detail: '', status, ...(reason ? { reason } : {}) };
  store.coming.push({ is: 'problem', problem });
  expect(await sender.run(always)).toBeUndefined();
  expect((await shelf.bytes(kept.sha256)) !== undefined).toBe(stays);
});

test('what she agrees to no more goes at once, sent or not', async () => {
  const { phone, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await shelf.tidy();
  expect(await shelf.bytes(kept.sha256)).toBeDefined();
  Object.assign(phone.book, { kinds: { ...phone.book.kinds, keepsBlob: () => false } });
  await shelf.tidy();
  expect(await shelf.bytes(kept.sha256)).toBeUndefined();
});

test('one that lost against another word stays, unsent, until somebody has chosen', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  const record = await visitWith(phone, client, kept);
  await phone.sync();
  const held = phone.store.records.get(record);
  const entry = phone.store.entriesOf.get(record)?.[0];
  if (!held || !entry) throw new Error('not told');
  const told = (body: FieldValues) => phone.store.turn(() => phone.store.commit({ records: [{ ...held, body }] }));
  const { by, at } = held;
  const asked = [{ change: entry.change.id, enrolment: 'other', value: [{ ...kept }], by, at }];
  await told({ on: '2026-11-23', questions: { pages: asked } });
  await phone.store.turn(() => phone.store.commit({ goneEntries: [entry] }));
  phone.environment.pass(100 * 86_400_000);
  await sender.run(always);
  expect([await shelf.bytes(kept.sha256), store.asked]).toEqual([CONTENT, []]);
  await told({ on: '2026-11-23', pages: [{ ...kept }] });
  await sender.run(always);
  expect(store.here.size).toBe(1);
});

test.each([
  ['taken back', { voided_because: 'Salah orang.' }],
  ['replaced', { photo: null }],
])('what was %s is named by nothing, also where its creation still waits for a backup', async (_, since) => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  const record = await visitWith(phone, client, kept);
  await phone.sync();
  const held = phone.store.records.get(record);
  if (!held) throw new Error('not told');
  const body = { ...held.body, ...since };
  await phone.store.turn(() => phone.store.commit({ records: [{ ...held, body }] }));
  expect(phone.store.outbox.size).toBeGreaterThan(0);
  phone.environment.pass(2 * 86_400_000);
  await sender.run(always);
  expect([await shelf.bytes(kept.sha256), store.asked, shelf.stuck()]).toEqual([undefined, [], []]);
});

test('several pages in one field are each named, carried in the envelope and sent', async () => {
  const { phone, shelf, kept, client, sender, store } = await phoneWithPhoto();
  const other = await shelf.keep(new Blob([CONTENT.map((byte) => byte ^ 1)]), 'image/webp');
  const pages = [other, kept].map((one) => ({ ...one }));
  const record = await phone.book.save('visit', { feed: client, set: { on: '2026-11-23', pages } });
  const change = phone.book.waiting().find((one) => one.change.record === record)?.change;
  expect(change && carriedBlobs(shelf.shelved, change).map(({ sha256 }) => sha256)).toEqual([
    other.sha256,
    kept.sha256,
  ]);
  for (const { sha256 } of pages)
    expect(namingsOf(phone.store, sha256)).toMatchObject([{ record, field: 'pages', waits: true }]);
  await phone.sync();
  await sender.run(always);
  expect([...store.here.keys()]).toHaveLength(2);
});
