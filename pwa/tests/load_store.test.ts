import { beforeEach, expect, test } from 'vitest';
import { bytesOf } from '../src/core/device/bytes.ts';
import { NewerFormat } from '../src/core/keys/seal.ts';
import { sealName } from '../src/core/store/store_plan.ts';
import { FakeServer } from './fake_server/fake_server.ts';
import { TestPhone } from './fake_server/test_phone.ts';

const HOME = '01900000-0000-7000-8000-00000000000a';

let server: FakeServer;
let sari: TestPhone;
let mawar: string;
let visit: string;

beforeEach(async () => {
  server = new FakeServer({ S: HOME });
  sari = await TestPhone.enrolled(server, 'S', 's1', 1);
  mawar = await sari.book.save('client', { set: { alias: 'Mawar' } });
  visit = await sari.book.save('visit', { feed: mawar, set: { note: 'b' } });
  await sari.sync();
});

/** Erased on the server and told again, while this phone's next write to the journal, or to its keys, fails. */
async function erasingFails(where: 'journal' | 'after'): Promise<void> {
  Object.assign(server.state.rows[visit] ?? {}, { fields: null });
  server.grant('S', mawar);
  const { journal, keys } = sari;
  const write = journal.write.bind(journal);
  const flush = keys.settleFeeds.bind(keys);
  if (where === 'journal') {
    journal.write = async (all) => {
      if (all.put?.some(([store]) => store === 'feeds')) throw new DOMException('no', 'UnknownError');
      return write(all);
    };
  } else keys.settleFeeds = () => Promise.reject(new DOMException('no', 'UnknownError'));
  await expect(sari.sync()).rejects.toThrow();
  journal.write = write;
  keys.settleFeeds = flush;
}

test('a key that was made for a box that was never written leaves the old box readable', async () => {
  await erasingFails('journal');
  await sari.reopen();
  expect(sari.book.caseOf(mawar).map(({ kind }) => kind)).toEqual(['visit', 'client']);
  await sari.sync();
  await sari.reopen();
  expect(sari.book.caseOf(mawar).map(({ kind }) => kind)).toEqual(['client']);
  expect(sari.keys.table.feeds[mawar]?.old).toBeUndefined();
});

test('an old key that outlived its box by a crash is struck at the next opening', async () => {
  await erasingFails('after');
  await sari.reopen();
  expect(sari.keys.table.feeds[mawar]?.old).toBeUndefined();
  expect(sari.book.caseOf(mawar).map(({ kind }) => kind)).toEqual(['client']);
  const rows = await sari.journal.rows('feeds');
  expect(rows.map(({ key }) => key)).toEqual([sari.keys.table.feeds[mawar]?.row]);
});

test('a box without a key is cleared away, whatever left it there', async () => {
  await sari.keys.strikeFeeds([mawar]);
  await sari.reopen();
  expect(await sari.journal.rows('feeds')).toEqual([]);
});

test('what a newer app wrote stops the opening, and nothing of it is touched', async () => {
  const iv = sari.environment.random(12);
  const how = { name: 'AES-GCM', iv, additionalData: bytesOf(sealName('drafts', 'k')) };
  const plain = bytesOf(JSON.stringify({ v: 2, is: { in: 'another shape' } }));
  const box = new Uint8Array(await crypto.subtle.encrypt(how, sari.keys.data, plain));
  await sari.journal.write({ put: [['drafts', { key: 'k', iv, box }]] });
  await expect(sari.reopen()).rejects.toBeInstanceOf(NewerFormat);
  const disk = await sari.openDisk();
  expect((await disk.rows('drafts')).map((row) => [row.key, row.box])).toEqual([['k', box]]);
  expect((await disk.rows('feeds')).length).toBe(1);
  disk.close();
});

test('a box in the place of another does not open, and is told again', async () => {
  const other = await sari.book.save('client', { set: { alias: 'Melati' } });
  await sari.sync();
  const [one, two] = await sari.journal.rows('feeds');
  if (!one || !two) throw new Error('no rows');
  await sari.journal.write({ put: [['feeds', { ...one, key: two.key }]] });
  await sari.reopen();
  expect(sari.book.all('client').length).toBe(1);
  await sari.sync();
  expect([sari.book.get(mawar), sari.book.get(other)]).toMatchObject([{ kind: 'client' }, { kind: 'client' }]);
});

test('a spoilt row of the outbox stops nobody, and its box stays', async () => {
  const lost = await sari.book.save('visit', { feed: mawar, set: { note: 'spoilt' } });
  const kept = await sari.book.save('visit', { feed: mawar, set: { note: 'kept' } });
  const entry = [...sari.store.outbox.values()].find(({ change }) => change.record === lost);
  const row = (await sari.journal.rows('works')).find(({ key }) => key === entry?.row);
  if (!row) throw new Error('no row');
  await sari.journal.write({ put: [['works', { ...row, box: row.box.map((byte) => byte ^ 1) }]] });
  await sari.reopen();
  expect(sari.book.waiting().map(({ change }) => change.record)).toEqual([kept]);
  expect((await sari.boxes()).flatMap(({ change }) => change?.id ?? [])).toContain(entry?.change.id);
});

test('what an older app left in the outbox, under its own word, still goes', async () => {
  const note = await sari.book.save('visit', { feed: mawar, set: { note: 'older' } });
  const entry = [...sari.store.outbox.values()].find(({ change }) => change.record === note);
  if (!entry) throw new Error('not saved');
  const { status, ...older } = entry;
  await sari.journal.write({ put: [await sari.store.row('works', entry.row, { ...older, stand: status })] });
  await sari.reopen();
  expect(sari.book.waiting().map(({ change }) => change.record)).toContain(note);
  await sari.sync();
  expect(sari.book.get(note)?.state).toBe('sent');
});
