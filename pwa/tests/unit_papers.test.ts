/** A unit's own papers on its phones: they come by belonging to the unit, and are no client. */

import { beforeEach, expect, test } from 'vitest';
import { casesOf } from '../src/core/store/outbox_entry.ts';
import type { FakeServer } from './fake_server/fake_server.ts';
import { UNIT_KIND } from './fake_server/rules.ts';
import type { TestPhone } from './fake_server/test_phone.ts';
import { client, HOME, OTHER, pair, waits } from './fake_server/two_phones.ts';

let server: FakeServer;
let sari: TestPhone;
let dewi: TestPhone;
const paper = (phone: TestPhone, unit: string) => phone.book.save(UNIT_KIND, { feed: unit, set: { note: 'rapat' } });

beforeEach(async () => {
  ({ server, sari, dewi } = await pair());
});

test('what one writes offline comes to all of the unit, and survives a kill', async () => {
  const record = await paper(sari, HOME ?? '');
  await sari.reopen();
  expect(waits(sari)).toBe(1);
  await sari.sync();
  await dewi.sync();
  await dewi.reopen();
  expect(dewi.book.get(record)?.fields).toEqual({ note: 'rapat' });
  expect([waits(sari), dewi.book.all(UNIT_KIND).length]).toEqual([0, 1]);
});

test('it is no case: no news, not counted', async () => {
  await sari.sync();
  await paper(dewi, HOME ?? '');
  await dewi.sync();
  await client(sari);
  await sari.sync();
  expect(sari.book.followNews).toEqual({ came: [], left: [] });
  expect([casesOf(sari.store.meta).length, Object.keys(sari.store.meta.feeds).length]).toEqual([1, 2]);
});

test('who moves to another unit lets go of the papers, and has the other ones', async () => {
  const ours = await paper(dewi, HOME ?? '');
  await dewi.sync();
  await sari.sync();
  server.join('S', OTHER ?? '');
  await sari.sync();
  expect(sari.book.get(ours)).toBeUndefined();
  expect(Object.keys(sari.keys.table.feeds)).toEqual([]);
  expect(sari.book.followNews).toEqual({ came: [], left: [] });
  server.join('S', HOME ?? '');
  await sari.sync();
  expect(sari.book.get(ours)?.fields).toEqual({ note: 'rapat' });
});

test('an app that knows neither a unit’s coaching papers nor a kind in them goes on, and keeps them', async () => {
  const [home, opened] = [HOME ?? '', await client(sari)];
  const coaching = `${home.slice(0, 14)}8${home.slice(15)}`;
  await sari.sync();
  const told = { feed: coaching, kind: 'kind_of_2030', fields: { words: ['a'] }, questions: {}, by: 'S', at: '' };
  server.state.feeds[coaching] = home;
  server.state.rows['of-2030'] = { ...told, n: 0, told: 0 };
  server.grant('S', coaching);
  const visit = await sari.book.save('visit', { feed: opened, set: { note: 'b' } });
  await sari.sync();
  await sari.reopen();
  expect(sari.book.get('of-2030')?.fields).toEqual({ words: ['a'] });
  expect([waits(sari), sari.book.get(visit)?.fields]).toEqual([0, { note: 'b' }]);
  expect(sari.book.followNews).toEqual({ came: [], left: [] });
  expect(casesOf(sari.store.meta)).toEqual([opened]);
});

test('a kind that lies elsewhere is refused there', async () => {
  await sari.book.save('visit', { feed: HOME ?? '', set: { note: 'b' } });
  await sari.book.save(UNIT_KIND, { feed: await client(sari), set: { note: 'b' } });
  await sari.sync();
  expect(sari.book.refused().map(({ problem }) => problem.type)).toEqual([
    '/problems/other-feed',
    '/problems/other-feed',
  ]);
});
