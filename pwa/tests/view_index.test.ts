import { beforeEach, expect, test } from 'vitest';
import { OpenCasebook } from '../src/core/store/casebook.ts';
import type { FakeServer } from './fake_server/fake_server.ts';
import type { TestPhone } from './fake_server/test_phone.ts';
import { client, pair, visit } from './fake_server/two_phones.ts';

let server: FakeServer;
let sari: TestPhone;
let made: number;
let book: OpenCasebook;

beforeEach(async () => {
  ({ server, sari } = await pair());
  for (const alias of ['Mawar', 'Melati', 'Kenanga']) {
    const feed = await client(sari, alias);
    for (let i = 0; i < 5; i += 1) await visit(sari, feed);
  }
  await sari.sync();
  // Whether a kind is known is asked once for each view that is made.
  const knows = (): boolean => {
    made += 1;
    return true;
  };
  book = new OpenCasebook(sari.store, [], { knows, called: () => undefined });
  look();
  made = 0;
});

function look(): void {
  for (const { feed } of book.all('client')) book.caseOf(feed);
}

test('a save makes one view anew, however many records there are', async () => {
  const [one] = book.all('client');
  await book.save('visit', { feed: one?.feed ?? '', set: { note: 'new' } });
  look();
  expect([made, book.caseOf(one?.feed ?? '').length]).toEqual([1, 7]);
});

test('a list is the same list until something in it moves', async () => {
  const [before] = [book.all('client')];
  await book.save('visit', { feed: before[0]?.feed ?? '', set: { note: 'new' } });
  expect(book.all('client')).toBe(before);
  await client(sari, 'Cempaka');
  expect(book.all('client').map(({ fields }) => fields['alias'])).toEqual(['Cempaka', 'Kenanga', 'Melati', 'Mawar']);
});

test('a finished pull makes anew what has a receipt, a backup everything', async () => {
  const [one] = book.all('client');
  for (let i = 0; i < 2; i += 1) {
    server.beginBackup();
    server.endBackup();
    await sari.sync();
  }
  await sari.sync();
  look();
  expect([book.all('visit').every(({ state }) => state === 'safe'), made]).toEqual([true, 18]);
  await book.save('visit', { feed: one?.feed ?? '', set: { note: 'new' } });
  await sari.sync();
  look();
  made = 0;
  await sari.sync();
  look();
  expect(made).toBe(1);
});

test('a case that leaves takes its records out of every list', async () => {
  const [one] = book.all('client');
  server.end('S', one?.feed ?? '', 'handed_over');
  await sari.sync();
  expect([book.all('client').length, book.all('visit').length, book.caseOf(one?.feed ?? '')]).toEqual([2, 10, []]);
});
