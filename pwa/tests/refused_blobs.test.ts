import { expect, test } from 'vitest';
import { PhoneBlobs } from '../src/core/blobs/blob_shelf.ts';
import { BlobSender } from '../src/core/blobs/send_blobs.ts';
import { blobsBeside, removeJournal } from '../src/core/store/journal.ts';
import { always, CONTENT, NEVER, phoneWithPhoto, rowsOf, visitWith } from './fake_server/photo_phone.ts';

test.each([403, 404, 422])(
  'a %i of ours is told, and asked again after a day, when she says so, or of a restored server',
  async (status) => {
    const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
    await visitWith(phone, client, kept);
    await phone.sync();
    const problem = { type: '/problems/x', title: '', detail: 'Bukan milik Anda.', status };
    const refuses = () => store.coming.push({ is: 'problem', problem });
    refuses();
    expect(await sender.run(always)).toBeUndefined();
    expect(shelf.stuck()).toEqual([
      { sha256: kept.sha256, type: 'image/webp', size: CONTENT.length, feed: client, problem },
    ]);
    expect(shelf.unsent().photos).toBe(0);
    await phone.reopen();
    const again = new PhoneBlobs(phone.book, NEVER);
    const anew = new BlobSender(again, store.send);
    await anew.run(always);
    expect([store.asked, again.stuck().length]).toEqual([[], 1]);
    phone.environment.pass(86_400_000);
    refuses();
    await anew.run(always);
    await again.again(kept.sha256);
    expect([again.stuck(), again.unsent().photos]).toEqual([[], 1]);
    refuses();
    await anew.run(always);
    expect([store.coming, again.stuck().length]).toEqual([[], 1]);
    await phone.store.turn(() => phone.store.commit({ meta: { epoch: 'another' } }));
    await anew.run(always);
    expect([again.stuck(), again.unsent().photos]).toEqual([[], 0]);
  },
);

test('what parts from elsewhere spoilt is sent anew at once, and only once', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  const problem = { type: '/problems/invalid', code: 'blob-spoilt', title: '', detail: '', status: 422 };
  const spoils = () => store.coming.push({ is: 'problem', problem });
  [spoils(), spoils()];
  await sender.run(always);
  expect([store.asked, shelf.stuck().length]).toEqual([[], 1]);
  await shelf.again(kept.sha256);
  spoils();
  await sender.run(always);
  expect([store.asked, shelf.stuck().length]).toEqual([['0+0', '0+65536', '65536+34464'], 0]);
});

test('what somebody between says no to is no word of the server, and less is sent at once', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  for (const status of [403, 413])
    store.coming.push({ is: 'problem', problem: { type: 'about:blank', title: '', detail: '', status } });
  await sender.run(always);
  await sender.run(always);
  expect(shelf.stuck()).toEqual([]);
  await sender.run(always);
  expect(store.asked.slice(0, 2)).toEqual(['0+0', '0+32768']);
});

test('what was refused goes for good when she throws it away', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  store.coming.push({ is: 'problem', problem: { type: '/problems/x', title: '', detail: '', status: 403 } });
  await sender.run(always);
  await shelf.discard(kept.sha256);
  expect([shelf.stuck(), await shelf.bytes(kept.sha256), await rowsOf(blobsBeside(phone.keys.journal))]).toEqual([
    [],
    undefined,
    [],
  ]);
});

test('what storage lost before it was sent is told, not forgotten', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  shelf.close();
  await removeJournal(phone.keys.journal);
  expect(await sender.run(always)).toBeUndefined();
  expect([store.asked, shelf.unsent().photos]).toEqual([[], 0]);
  expect(shelf.stuck()).toMatchObject([{ sha256: kept.sha256, feed: client, problem: { status: 0 } }]);
  await shelf.discard(kept.sha256);
  expect(shelf.stuck()).toEqual([]);
});
