import { beforeEach, describe, expect, test } from 'vitest';
import type { SyncWire } from '../src/core/sync/wire.ts';
import type { ApiAnswer, Problem, PushRequest, PushResponse } from '../src/core/types.ts';
import { FakeServer } from './fake_server/fake_server.ts';
import { INVALID_VALUE } from './fake_server/rules.ts';
import { TestPhone } from './fake_server/test_phone.ts';

const [HOME, OTHER] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];

let server: FakeServer;
let sari: TestPhone;

beforeEach(async () => {
  server = new FakeServer({ S: HOME, D: HOME, B: OTHER });
  sari = await TestPhone.enrolled(server, 'S', 's1', 1);
});

const client = (phone: TestPhone, alias = 'Mawar') => phone.book.save('client', { set: { alias, note: 'a' } });
const visit = (phone: TestPhone, feed: string, note = 'b') => phone.book.save('visit', { feed, set: { note } });
const waits = (phone: TestPhone) => phone.book.waiting().length;

/** A server that breaks on certain pushes. */
function breaking(wire: SyncWire, fails: (ask: PushRequest) => Problem | undefined, seen: number[] = []): SyncWire {
  return {
    ...wire,
    push: async (ask): Promise<ApiAnswer<PushResponse>> => {
      seen.push(ask.changes.length);
      const problem = fails(ask);
      return problem ? { is: 'problem', problem } : wire.push(ask);
    },
  };
}

const said = (status: number, type = '/problems/unforeseen'): Problem => ({ type, title: '', status, detail: '' });

describe('one bad change', () => {
  test('moves no other', async () => {
    const mawar = await client(sari);
    await visit(sari, mawar, INVALID_VALUE);
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

  test('that a network refuses by itself is marked by nobody, and waits', async () => {
    const mawar = await client(sari);
    await visit(sari, mawar);
    sari.wire = breaking(sari.wire, ({ changes }) =>
      changes.some(({ kind }) => kind === 'visit') ? said(413, 'about:blank') : undefined,
    );
    await sari.sync();
    expect([waits(sari), sari.book.refused()]).toEqual([1, []]);
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
    sari.environment.pass(25 * 3_600_000);
    await sari.sync();
    expect(sizes).toEqual([1]);
  });
});

describe('a line that breaks', () => {
  /** Carries so many changes at once; what is larger is cut in its midst. */
  const narrow = (wire: SyncWire, most: number, seen: number[]): SyncWire => ({
    ...wire,
    push: async (ask): Promise<ApiAnswer<PushResponse>> => {
      seen.push(ask.changes.length);
      return ask.changes.length > most ? { is: 'offline', cut: true } : wire.push(ask);
    },
  });

  test('is asked to carry half, until it carries, and everything arrives', async () => {
    const mawar = await client(sari);
    for (let i = 0; i < 39; i += 1) await visit(sari, mawar, `v${i}`);
    const seen: number[] = [];
    sari.wire = narrow(sari.wire, 6, seen);
    expect(await sari.sync()).toBeUndefined();
    expect([waits(sari), seen.slice(0, 4)]).toEqual([0, [40, 20, 10, 5]]);
  });

  test('is asked for more again when it carries', async () => {
    const mawar = await client(sari);
    for (let i = 0; i < 39; i += 1) await visit(sari, mawar, `v${i}`);
    const { wire } = sari;
    sari.wire = narrow(wire, 6, []);
    await sari.sync();
    sari.wire = wire;
    for (let i = 0; i < 300; i += 1) await visit(sari, mawar, `w${i}`);
    await sari.sync();
    expect([waits(sari), sari.pace.push.size]).toEqual([0, 200]);
  });

  test('and is not there at all is asked once', async () => {
    const mawar = await client(sari);
    for (let i = 0; i < 9; i += 1) await visit(sari, mawar, `v${i}`);
    const seen: number[] = [];
    sari.wire = {
      ...sari.wire,
      push: async ({ changes }): Promise<ApiAnswer<PushResponse>> => {
        seen.push(changes.length);
        return { is: 'offline' };
      },
    };
    expect(await sari.sync()).toEqual({ is: 'offline' });
    expect(seen).toEqual([10]);
  });
});

test('a bad moment of the server puts no visit aside', async () => {
  const mawar = await client(sari);
  const kenanga = await client(sari, 'Kenanga');
  await sari.sync();
  const healthy = await visit(sari, mawar);
  await visit(sari, kenanga);
  const { wire } = sari;
  sari.wire = breaking(wire, ({ changes }) =>
    changes.some(({ record }) => record === healthy) ? said(500) : undefined,
  );
  await sari.sync();
  expect(waits(sari)).toBe(1);
  sari.wire = wire;
  await sari.sync();
  expect(waits(sari)).toBe(0);
});
