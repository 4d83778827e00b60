import { beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../src/core/device/bytes.ts';
import type { FakeServer } from './fake_server/fake_server.ts';
import type { TestPhone } from './fake_server/test_phone.ts';
import { client, DAY, pair, visit, waits } from './fake_server/two_phones.ts';

let server: FakeServer;
let sari: TestPhone;
let dewi: TestPhone;

beforeEach(async () => {
  ({ server, sari, dewi } = await pair());
});

describe('work travels', () => {
  test('to a colleague who follows, whole and once, though every second answer is lost', async () => {
    const mawar = await client(sari);
    await visit(sari, mawar);
    sari.network.coming.push('lost', 'fine', 'lost');
    for (let i = 0; i < 3; i += 1) await sari.sync();
    server.grant('D', mawar);
    await dewi.sync();
    expect(dewi.book.caseOf(mawar).map(({ kind, n }) => [kind, n > 0])).toEqual([
      ['visit', true],
      ['client', true],
    ]);
    expect(Object.values(server.state.times)).toEqual([1, 1]);
  });

  test('page by page, killed at any page', async () => {
    const mawar = await client(sari);
    for (let i = 0; i < 9; i += 1) await visit(sari, mawar, `v${i}`);
    await sari.sync();
    server.grant('D', mawar);
    dewi.network.limit = 2;
    for (let i = 0; i < 12 && dewi.book.caseOf(mawar).length < 10; i += 1) {
      dewi.network.coming.push('fine', 'fine', 'out');
      await dewi.sync();
      await dewi.reopen();
    }
    expect(dewi.book.caseOf(mawar).length).toBe(10);
  });

  test('with nothing new is one push and one pull, and no page is written twice', async () => {
    await client(sari);
    await sari.sync();
    const before = sari.network.asks;
    await sari.sync();
    expect(sari.network.asks - before).toBe(1);
  });

  test('of kinds this app does not know is kept as told and counted', async () => {
    const mawar = await client(sari);
    await sari.book.save('strange', { feed: mawar, set: { odd: { deep: [1, null] } } });
    await sari.sync();
    await sari.sync();
    expect(sari.book.all('strange')).toMatchObject([{ foreign: true, fields: { odd: { deep: [1, null] } } }]);
    expect(sari.store.meta.resets).toEqual({});
  });

  test('brings the reference data once', async () => {
    await sari.sync();
    expect(sari.book.reference()?.hash).toBe('r1');
    await sari.reopen();
    expect(sari.book.reference()?.hash).toBe('r1');
  });
});

describe('a receipt', () => {
  test('takes a change out of the outbox in the transaction that keeps it', async () => {
    await client(sari);
    const write = sari.journal.write.bind(sari.journal);
    sari.journal.write = async (writes) => {
      if (writes.put?.some(([store]) => store === 'works')) throw new DOMException('full', 'QuotaExceededError');
      return write(writes);
    };
    await expect(sari.sync()).rejects.toThrow();
    expect(waits(sari)).toBe(1);
    await sari.reopen();
    expect(waits(sari)).toBe(1);
    await sari.sync();
    expect(waits(sari)).toBe(0);
    expect(Object.values(server.state.times)).toEqual([1]);
  });

  test('takes lost fields off the screen', async () => {
    const mawar = await client(sari);
    await sari.sync();
    server.grant('D', mawar);
    await dewi.sync();
    await sari.book.save('client', { record: mawar, set: { note: 'x' } });
    await sari.sync();
    await dewi.book.save('client', { record: mawar, set: { note: 'y', alias: 'Melati' } });
    dewi.network.coming.push('fine', 'out');
    await dewi.sync();
    expect(dewi.book.get(mawar)?.fields).toEqual({ alias: 'Melati', note: 'a' });
    await dewi.sync();
    expect(dewi.book.get(mawar)?.fields).toEqual({ alias: 'Melati', note: 'x' });
  });

  test('keeps its change until a backup that began after it is done, and one more', async () => {
    await client(sari);
    await sari.sync();
    const kept: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      server.beginBackup();
      server.endBackup();
      await sari.sync();
      kept.push((await sari.boxes()).length);
    }
    expect(kept).toEqual([1, 0, 0]);
  });

  test('keeps its change for 45 days where no backup is ever named', async () => {
    await client(sari);
    await sari.sync();
    sari.environment.pass(44 * DAY);
    await sari.sync();
    expect(await sari.boxes()).toMatchObject([{ mark: 'sent' }]);
    sari.environment.pass(2 * DAY);
    await sari.sync();
    expect(await sari.boxes()).toEqual([]);
  });
});

describe('what is followed no more', () => {
  test('leaves the phone with its key, and the outbox stays', async () => {
    const mawar = await client(sari, 'Rahasia');
    await sari.sync();
    await visit(sari, mawar);
    server.end('S', mawar, 'handed_over');
    sari.network.coming.push('out');
    const keyBefore = sari.keys.table.feeds[mawar]?.key;
    await sari.sync();
    expect(sari.book.get(mawar)).toBeDefined();
    server.end('S', mawar, 'revoked');
    await sari.sync();
    expect(sari.book.get(mawar)).toBeUndefined();
    expect(keyBefore).toBeDefined();
    expect(sari.keys.table.feeds).toEqual({});
    expect(await sari.journal.rows('feeds')).toEqual([]);
    expect(waits(sari)).toBe(1);
    await sari.reopen();
    expect(waits(sari)).toBe(1);
  });

  test('loses its key before its box, so that a phone which dies in between cannot be read', async () => {
    const mawar = await client(sari, 'Rahasia');
    await sari.sync();
    server.end('S', mawar, 'revoked');
    const keyed: boolean[] = [];
    const write = sari.journal.write.bind(sari.journal);
    sari.journal.write = async (writes) => {
      if (writes.drop?.some(([store]) => store === 'feeds')) keyed.push(mawar in sari.keys.table.feeds);
      await write(writes);
    };
    await sari.sync();
    expect(keyed).toEqual([false]);
  });

  test('is let go of when a backup covers it, though no pull ever names its home again', async () => {
    const mawar = await client(sari);
    sari.network.coming.push('fine', 'out');
    await sari.sync();
    server.end('S', mawar, 'handed_over');
    for (let i = 0; i < 3; i += 1) {
      server.beginBackup();
      server.endBackup();
      await sari.sync();
    }
    expect(await sari.boxes()).toEqual([]);
  });
});

describe('erasure', () => {
  test('takes the case, its key, its receipts and what waited or was unfinished, and nothing else', async () => {
    const mawar = await client(sari);
    const melati = await client(sari, 'Melati');
    await visit(sari, mawar);
    await sari.sync();
    await visit(sari, mawar, 'unsent');
    for (const one of [mawar, melati]) await sari.book.drafts.write(`visit/${one}/new/`, { note: 'half' });
    server.erase(mawar);
    await sari.sync();
    await sari.sync();
    expect(sari.book.caseOf(mawar)).toEqual([]);
    expect(Object.keys(sari.keys.table.feeds)).toEqual([melati]);
    expect((await sari.boxes()).map((box) => box.change)).toMatchObject([{ record: melati }]);
    expect(sari.store.meta.resets).toEqual({});
    await sari.reopen();
    expect(sari.book.drafts.keys()).toEqual([`visit/${melati}/new/`]);
  });

  test('of one record makes its old bytes unreadable', async () => {
    const mawar = await client(sari);
    const seen = await visit(sari, mawar);
    await sari.sync();
    const before = sari.keys.table.feeds[mawar];
    Object.assign(server.state.rows[seen] ?? {}, { fields: null });
    server.grant('S', mawar);
    await sari.sync();
    const after = sari.keys.table.feeds[mawar];
    expect([after?.key === before?.key, after?.old]).toEqual([false, undefined]);
    expect((await sari.journal.rows('feeds')).map(({ key }) => key)).toEqual([after?.row]);
    await sari.reopen();
    expect(sari.book.caseOf(mawar).map(({ kind }) => kind)).toEqual(['client']);
  });
});

test('names of people and feeds are nowhere on the disk', async () => {
  const mawar = await client(sari, 'Rahasia');
  await sari.sync();
  for (const store of ['meta', 'feeds', 'works', 'drafts'] as const) {
    for (const row of await sari.journal.rows(store)) {
      for (const word of ['Rahasia', mawar, 'client']) expect(`${row.key} ${textOf(row.box)}`).not.toContain(word);
    }
  }
});
