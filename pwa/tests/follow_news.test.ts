import { beforeEach, expect, test } from 'vitest';
import type { FakeServer } from './fake_server/fake_server.ts';
import type { TestPhone } from './fake_server/test_phone.ts';
import { client, pair, visit } from './fake_server/two_phones.ts';

let server: FakeServer;
let sari: TestPhone;
let dewi: TestPhone;
const NONE = { came: [], left: [] };

beforeEach(async () => {
  ({ server, sari, dewi } = await pair());
  await dewi.sync();
});

test('an invitation is told once, and is still told after the app was closed', async () => {
  const mawar = await client(sari);
  await sari.sync();
  expect(sari.book.followNews).toEqual(NONE);
  server.grant('D', mawar);
  await dewi.sync();
  await dewi.reopen();
  expect(dewi.book.followNews).toEqual({ came: [mawar], left: [] });
  await dewi.book.knowsFollowNews();
  await dewi.sync();
  expect(dewi.book.followNews).toEqual(NONE);
});

test('an end is told once, and nothing but that there was one is kept', async () => {
  const mawar = await client(sari);
  await sari.sync();
  server.grant('D', mawar);
  await dewi.sync();
  await dewi.book.knowsFollowNews();
  server.end('D', mawar, 'revoked');
  await dewi.sync();
  expect(dewi.book.followNews).toEqual({ came: [], left: [mawar] });
  expect(dewi.book.get(mawar)).toBeUndefined();
  await dewi.book.knowsFollowNews();
  await dewi.sync();
  expect(dewi.book.followNews).toEqual(NONE);
});

test('of whom all was erased has left too', async () => {
  const mawar = await client(sari);
  await sari.sync();
  server.erase(mawar);
  await sari.sync();
  expect(sari.book.followNews).toEqual({ came: [], left: [mawar] });
  await sari.book.knowsFollowNews();
  await sari.sync();
  expect(sari.book.followNews).toEqual(NONE);
});

test('what came and left before she looked is no news, and neither is what left and came back', async () => {
  const mawar = await client(sari);
  await sari.sync();
  server.grant('D', mawar);
  await dewi.sync();
  server.end('D', mawar, 'revoked');
  await dewi.sync();
  expect(dewi.book.followNews).toEqual(NONE);
  server.grant('D', mawar);
  await dewi.sync();
  await dewi.book.knowsFollowNews();
  server.end('D', mawar, 'revoked');
  await dewi.sync();
  server.grant('D', mawar);
  await dewi.sync();
  expect(dewi.book.followNews).toEqual(NONE);
});

test('what she opened herself, and what a fresh phone loads, is no news', async () => {
  const mawar = await client(dewi);
  await visit(dewi, mawar);
  await dewi.sync();
  await dewi.sync();
  expect(dewi.book.followNews).toEqual(NONE);
  await client(sari);
  await sari.sync();
  expect(sari.book.followNews).toEqual(NONE);
});
