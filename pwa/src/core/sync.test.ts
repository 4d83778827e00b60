import { beforeEach, describe, expect, test } from 'vitest';
import { textOf } from './bytes.ts';
import { RehearsalPhone } from './rehearsal/phone.ts';
import { BAD, RehearsalServer } from './rehearsal/server.ts';
import type { Answer, Problem, PushAnswer, PushAsk } from './types.ts';
import type { Wire } from './wire.ts';

const [HOME, OTHER] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];
const DAY = 86_400_000;

let server: RehearsalServer;
let sari: RehearsalPhone;
let dewi: RehearsalPhone;

beforeEach(async () => {
  server = new RehearsalServer({ S: HOME, D: HOME, B: OTHER });
  sari = await RehearsalPhone.enrolled(server, 'S', 's1', 1);
  dewi = await RehearsalPhone.enrolled(server, 'D', 'd1', 2);
});

const client = (phone: RehearsalPhone, alias = 'Mawar') => phone.book.save('client', { set: { alias, note: 'a' } });
const visit = (phone: RehearsalPhone, feed: string, note = 'b') => phone.book.save('visit', { feed, set: { note } });
const waits = (phone: RehearsalPhone) => phone.book.waiting().length;

/** A server that breaks on certain pushes. */
function breaking(wire: Wire, fails: (ask: PushAsk) => Problem | undefined, seen: number[] = []): Wire {
  return {
    ...wire,
    push: async (ask): Promise<Answer<PushAnswer>> => {
      seen.push(ask.changes.length);
      const problem = fails(ask);
      return problem ? { is: 'problem', problem } : wire.push(ask);
    },
  };
}

const said = (status: number, type = '/problems/unforeseen'): Problem => ({ type, title: '', status, detail: '' });

describe('work travels', () => {
  test('to a colleague who follows, whole and once, though every second answer is lost', async () => {
    const mawar = await client(sari);
    await visit(sari, mawar);
    sari.weather.coming.push('lost', 'fine', 'lost');
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
    dewi.weather.limit = 2;
    for (let i = 0; i < 12 && dewi.book.caseOf(mawar).length < 10; i += 1) {
      dewi.weather.coming.push('fine', 'fine', 'out');
      await dewi.sync();
      await dewi.reopen();
    }
    expect(dewi.book.caseOf(mawar).length).toBe(10);
  });

  test('with nothing new is one push and one pull, and no page is written twice', async () => {
    await client(sari);
    await sari.sync();
    const before = sari.weather.asks;
    await sari.sync();
    expect(sari.weather.asks - before).toBe(1);
  });

  test('of kinds this app does not know is kept as told and counted', async () => {
    const mawar = await client(sari);
    await sari.book.save('strange', { feed: mawar, set: { odd: { deep: [1, null] } } });
    await sari.sync();
    await sari.sync();
    expect(sari.book.all('strange')).toMatchObject([{ foreign: true, fields: { odd: { deep: [1, null] } } }]);
    expect(sari.ledger.meta.resets).toEqual({});
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
    const { write } = sari.journal;
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
    dewi.weather.coming.push('fine', 'out');
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
    sari.seams.pass(44 * DAY);
    await sari.sync();
    expect(await sari.boxes()).toMatchObject([{ mark: 'sent' }]);
    sari.seams.pass(2 * DAY);
    await sari.sync();
    expect(await sari.boxes()).toEqual([]);
  });
});

describe('one bad change', () => {
  test('moves no other', async () => {
    const mawar = await client(sari);
    await visit(sari, mawar, BAD);
    await visit(sari, mawar);
    await sari.sync();
    expect([waits(sari), sari.book.refused().length]).toEqual([0, 1]);
  });

  test('that brings the server down is halved away, and waits', async () => {
    const mawar = await client(sari);
    await sari.sync();
    const poison = await visit(sari, mawar, 'poison');
    for (let i = 0; i < 7; i += 1) await visit(sari, mawar, `v${i}`);
    const seen: number[] = [];
    sari.wire = breaking(
      sari.wire,
      ({ changes }) => (changes.some(({ record }) => record === poison) ? said(500) : undefined),
      seen,
    );
    expect(await sari.sync()).toBeUndefined();
    expect(sari.book.waiting()).toMatchObject([{ change: { record: poison }, why: { status: 500 } }]);
    expect(seen.slice(0, 8)).toEqual([8, 8, 4, 4, 2, 2, 1, 1]);
  });

  test('that a proxy finds too large is halved away and marked by nobody', async () => {
    const mawar = await client(sari);
    for (let i = 0; i < 3; i += 1) await visit(sari, mawar);
    sari.wire = breaking(sari.wire, ({ changes }) => (changes.length > 1 ? said(413, 'about:blank') : undefined));
    await sari.sync();
    expect([waits(sari), sari.book.refused()]).toEqual([0, []]);
  });

  test('that our server refuses as a whole is shown to her, alone', async () => {
    const mawar = await client(sari);
    const bad = await visit(sari, mawar);
    sari.wire = breaking(sari.wire, ({ changes }) =>
      changes.some(({ record }) => record === bad) ? said(422, '/problems/invalid') : undefined,
    );
    await sari.sync();
    expect(waits(sari)).toBe(0);
    expect(sari.book.refused()).toMatchObject([{ change: { record: bad }, problem: { status: 422 } }]);
  });

  test('is never blamed for a server that is down', async () => {
    const mawar = await client(sari);
    for (let i = 0; i < 300; i += 1) await visit(sari, mawar);
    const seen: number[] = [];
    sari.wire = breaking(sari.wire, () => said(500), seen);
    expect(await sari.sync()).toMatchObject({ is: 'problem' });
    expect(waits(sari)).toBe(301);
    expect(sari.book.waiting().some(({ why }) => why)).toBe(false);
    expect(seen.length).toBeLessThan(30);
  });

  test.each([401, 403, 429, 503])('is not sought when the answer is %i', async (status) => {
    await client(sari);
    const seen: number[] = [];
    sari.wire = breaking(sari.wire, () => said(status), seen);
    expect(await sari.sync()).toMatchObject({ is: 'problem', problem: { status } });
    expect([seen.length, waits(sari)]).toEqual([1, 1]);
  });
});

describe('a waiting change', () => {
  test('is not sent again until its parent came or a pull brought something', async () => {
    const mawar = await client(sari);
    await sari.sync();
    server.end('S', mawar, 'revoked');
    await visit(sari, mawar);
    await sari.sync();
    expect(sari.book.waiting()).toMatchObject([{ why: { status: 404 } }]);
    const sizes: number[] = [];
    sari.wire = breaking(sari.wire, () => undefined, sizes);
    await sari.sync();
    expect(sizes).toEqual([]);
    server.grant('S', mawar);
    await sari.sync();
    expect([sizes, waits(sari)]).toEqual([[1], 0]);
  });

  test('is tried again after a day, for the server may have learned', async () => {
    const mawar = await client(sari);
    await sari.sync();
    server.end('S', mawar, 'revoked');
    await visit(sari, mawar);
    await sari.sync();
    const sizes: number[] = [];
    sari.wire = breaking(sari.wire, () => undefined, sizes);
    sari.seams.pass(25 * 3_600_000);
    await sari.sync();
    expect(sizes).toEqual([1]);
  });
});

describe('what is followed no more', () => {
  test('leaves the phone with its key, and the outbox stays', async () => {
    const mawar = await client(sari, 'Rahasia');
    await sari.sync();
    await visit(sari, mawar);
    server.end('S', mawar, 'handed_over');
    sari.weather.coming.push('out');
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

  test('is let go of when a backup covers it, though no pull ever names its home again', async () => {
    const mawar = await client(sari);
    sari.weather.coming.push('fine', 'out');
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
  test('takes the case, its key, its receipts and what waited for it, and nothing else', async () => {
    const mawar = await client(sari);
    const melati = await client(sari, 'Melati');
    await visit(sari, mawar);
    await sari.sync();
    await visit(sari, mawar, 'unsent');
    server.erase(mawar);
    await sari.sync();
    await sari.sync();
    expect(sari.book.caseOf(mawar)).toEqual([]);
    expect(Object.keys(sari.keys.table.feeds)).toEqual([melati]);
    expect((await sari.boxes()).map((box) => box.change)).toMatchObject([{ record: melati }]);
    expect(sari.ledger.meta.resets).toEqual({});
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

describe('a digest that does not agree', () => {
  test('loads that home again, once a day, and everything stays readable meanwhile', async () => {
    const mawar = await client(sari);
    const lostVisit = await visit(sari, mawar);
    await sari.sync();
    sari.ledger.held.delete(lostVisit);
    sari.ledger.feeds.get(mawar)?.delete(lostVisit);
    await sari.sync();
    expect(sari.book.get(lostVisit)).toBeDefined();
    expect(Object.keys(sari.ledger.meta.resets)).toEqual([HOME]);
  });

  test('sweeps what the server does not have, never the outbox', async () => {
    const mawar = await client(sari);
    const gone = await visit(sari, mawar);
    await sari.sync();
    await visit(sari, mawar, 'waits');
    delete server.state.rows[gone];
    sari.weather.coming.push('out');
    await sari.sync();
    await sari.sync();
    expect(sari.book.get(gone)?.n ?? 0).toBe(0);
    expect(server.state.rows).toHaveProperty(mawar);
  });

  test('of a server at fault costs one load and no loop', async () => {
    const mawar = await client(sari);
    await sari.sync();
    const { wire } = sari;
    let pulls = 0;
    sari.wire = {
      ...wire,
      pull: async (ask) => {
        pulls += 1;
        const answer = await wire.pull(ask);
        if (answer.is !== 'answer') return answer;
        return { ...answer, body: { ...answer.body, digest: { [HOME]: { count: 9, sum: 9 } } } };
      },
    };
    await sari.sync();
    await sari.sync();
    expect(pulls).toBe(3);
    expect(sari.book.get(mawar)).toBeDefined();
    sari.seams.pass(DAY);
    await sari.sync();
    expect(pulls).toBe(5);
  });
});

describe('a restored server', () => {
  async function restored(): Promise<{ mawar: string; later: string }> {
    const mawar = await client(sari);
    await sari.sync();
    server.beginBackup();
    server.endBackup();
    const later = await visit(sari, mawar, 'after the backup');
    await sari.sync();
    server.restore();
    return { mawar, later };
  }

  test('gets back what it acknowledged, before what waits, shown as waiting again', async () => {
    const { mawar, later } = await restored();
    const waiting = await visit(sari, mawar, 'not sent yet');
    sari.weather.coming.push('fine', 'out');
    await sari.sync();
    expect(sari.book.waiting().map(({ change }) => change.record)).toEqual([mawar, later, waiting]);
    expect(sari.book.get(later)?.state).toBe('waiting');
    await sari.sync();
    expect(waits(sari)).toBe(0);
    expect(sari.book.get(later)).toMatchObject({ state: 'sent', fields: { note: 'after the backup' } });
  });

  test('gets back what only a colleague still holds, and everybody ends up with the same', async () => {
    const mawar = await client(sari);
    await sari.sync();
    server.grant('D', mawar);
    await dewi.sync();
    server.beginBackup();
    server.endBackup();
    const later = await visit(sari, mawar, 'lost with a phone');
    await sari.sync();
    await dewi.sync();
    server.restore();
    await dewi.sync();
    expect(server.toldTo('D')).toHaveProperty(later);
    expect(dewi.book.get(later)?.fields).toEqual({ note: 'lost with a phone' });
    expect(dewi.ledger.meta.returning).toBe(false);
  });

  test('asks where it was told otherwise, and overwrites nothing', async () => {
    const mawar = await client(sari);
    await sari.sync();
    server.grant('D', mawar);
    await dewi.sync();
    server.beginBackup();
    server.endBackup();
    await sari.book.save('client', { record: mawar, set: { note: 'newer' } });
    await sari.sync();
    await dewi.sync();
    server.restore();
    await dewi.sync();
    expect(dewi.book.get(mawar)).toMatchObject({ fields: { note: 'a' }, questions: { note: [{ value: 'newer' }] } });
  });

  test('is given nothing twice when the line breaks in the middle', async () => {
    const { mawar, later } = await restored();
    for (const weather of ['lost', 'lost', 'lost', 'out', 'lost', 'fine'] as const) {
      sari.weather.coming.push('fine', weather);
      await sari.sync();
      await sari.reopen();
    }
    await sari.sync();
    expect(Object.values(server.state.times).every((times) => times === 1)).toBe(true);
    expect(sari.book.caseOf(mawar).map(({ id }) => id)).toEqual([later, mawar]);
  });

  test('that lies behind is told nothing and forgets nothing here', async () => {
    await client(sari);
    await sari.sync();
    server.state.pen[HOME] = 0;
    await client(sari, 'Melati');
    expect(await sari.sync()).toMatchObject({ is: 'problem', problem: { type: '/problems/server-behind' } });
    expect([waits(sari), sari.book.all('client').length]).toEqual([1, 2]);
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
