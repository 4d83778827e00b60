import { beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '../src/core/types.ts';
import type { FakeServer } from './fake_server/fake_server.ts';
import type { TestPhone } from './fake_server/test_phone.ts';
import {
  client,
  DAY,
  HOME,
  heldByDewi,
  pair,
  sharedAndBackedUp,
  takesNothing,
  visit,
  waits,
} from './fake_server/two_phones.ts';

let here: Awaited<ReturnType<typeof pair>>;
let server: FakeServer;
let sari: TestPhone;
let dewi: TestPhone;

beforeEach(async () => {
  here = await pair();
  ({ server, sari, dewi } = here);
});

describe('a digest that does not agree', () => {
  test('loads that home again, once a day, and everything stays readable meanwhile', async () => {
    const mawar = await client(sari);
    const lostVisit = await visit(sari, mawar);
    await sari.sync();
    sari.store.records.delete(lostVisit);
    sari.store.feeds.get(mawar)?.delete(lostVisit);
    await sari.sync();
    expect(sari.book.get(lostVisit)).toBeDefined();
    expect(Object.keys(sari.store.meta.resets)).toEqual([HOME]);
  });

  test('sweeps what the server does not have, never the outbox', async () => {
    const mawar = await client(sari);
    const gone = await visit(sari, mawar);
    await sari.sync();
    await visit(sari, mawar, 'waits');
    delete server.state.rows[gone];
    sari.network.coming.push('out');
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
    const told: (readonly string[] | undefined)[] = [];
    sari.wire = {
      ...wire,
      pull: async (ask) => {
        pulls += 1;
        told.push(ask.amiss);
        const answer = await wire.pull(ask);
        if (answer.is !== 'answer') return answer;
        return { ...answer, body: { ...answer.body, digest: { [HOME]: { count: 9, sum: 9 } } } };
      },
    };
    await sari.sync();
    await sari.sync();
    expect(pulls).toBe(3);
    expect(told).toEqual([undefined, [HOME], undefined]);
    expect(sari.book.get(mawar)).toBeDefined();
    sari.environment.pass(DAY);
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
    sari.network.coming.push('fine', 'out');
    await sari.sync();
    expect(sari.book.waiting().map(({ change }) => change.record)).toEqual([mawar, later, waiting]);
    expect(sari.book.get(later)?.state).toBe('waiting');
    await sari.sync();
    expect(waits(sari)).toBe(0);
    expect(sari.book.get(later)).toMatchObject({ state: 'sent', fields: { note: 'after the backup' } });
  });

  test('gets back what only a colleague still holds, and everybody ends up with the same', async () => {
    const [later = ''] = await heldByDewi(here, 1);
    await dewi.sync();
    expect(server.toldTo('D')).toHaveProperty(later);
    expect(dewi.book.get(later)?.fields).toEqual({ note: 'later 0' });
    expect(dewi.store.meta.returning).toBe(false);
  });

  test('that takes nothing, of a case that then leaves this phone, leaves an envelope of it here', async () => {
    const [later = ''] = await heldByDewi(here, 1);
    takesNothing(dewi, 'refused');
    await dewi.sync();
    expect(dewi.store.meta.untaken).toEqual([later]);
    server.end('D', dewi.book.get(later)?.feed ?? '', 'handed_over');
    await dewi.sync();
    await dewi.sync();
    expect([dewi.book.get(later), dewi.store.meta.untaken]).toEqual([undefined, []]);
    expect((await dewi.boxes()).filter(({ mark }) => mark === 'found')).toMatchObject([
      { found: { record: later, body: { note: 'later 0' } } },
    ]);
  });

  test('that does not take what is handed in gets it again, and nothing is swept meanwhile', async () => {
    const [later = ''] = await heldByDewi(here, 1);
    const { wire } = dewi;
    takesNothing(dewi, 'waiting');
    await dewi.sync();
    await dewi.sync();
    expect(dewi.book.get(later)?.fields).toEqual({ note: 'later 0' });
    dewi.wire = wire;
    await dewi.sync();
    expect(server.toldTo('D')).toHaveProperty(later);
    await dewi.sync();
    expect([dewi.book.get(later)?.fields, dewi.store.meta.untaken]).toEqual([{ note: 'later 0' }, []]);
  });

  test('that hears a no to what is handed in lets go of it', async () => {
    const [later = ''] = await heldByDewi(here, 1);
    takesNothing(dewi, 'declined');
    await dewi.sync();
    expect([dewi.book.get(later), dewi.store.meta.untaken]).toEqual([undefined, []]);
  });

  test('that finds the hand-in too large gets it in parts', async () => {
    const later = await heldByDewi(here, 9);
    const { wire } = dewi;
    const large: Problem = { type: '/problems/too-large', title: '', status: 413, detail: '' };
    dewi.wire = {
      ...wire,
      push: async (ask) => ((ask.found?.length ?? 0) > 2 ? { is: 'problem', problem: large } : wire.push(ask)),
    };
    expect(await dewi.sync()).toBeUndefined();
    for (const record of later) expect(server.toldTo('D')).toHaveProperty(record);
  });

  test('asks where it was told otherwise, and overwrites nothing', async () => {
    const mawar = await sharedAndBackedUp(here);
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
      sari.network.coming.push('fine', weather);
      await sari.sync();
      await sari.reopen();
    }
    await sari.sync();
    expect(Object.values(server.state.times).every((times) => times === 1)).toBe(true);
    expect(sari.book.caseOf(mawar).map(({ id }) => id)).toEqual([later, mawar]);
  });

  test('that speaks another protocol is left alone, and everything stays', async () => {
    await client(sari);
    const no: Problem = { type: '/problems/app-too-old', title: '', status: 409, detail: 'Perbarui aplikasi.' };
    sari.wire = { ...sari.wire, push: async () => ({ is: 'problem', problem: no }) };
    expect(await sari.sync()).toEqual({ is: 'problem', problem: no });
    expect([waits(sari), sari.book.refused().length]).toEqual([1, 0]);
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

describe('a server that says there is more', () => {
  test('and tells nothing is not asked for ever', async () => {
    await client(sari);
    await sari.sync();
    const { wire } = sari;
    let pulls = 0;
    sari.wire = {
      ...wire,
      pull: async (ask) => {
        pulls += 1;
        const answer = await wire.pull(ask);
        return answer.is === 'answer' ? { ...answer, body: { ...answer.body, told: [], more: true } } : answer;
      },
    };
    expect(await sari.sync()).toMatchObject({ is: 'problem' });
    expect(pulls).toBe(1);
  });

  test('over a line that carries little at once is asked for smaller pages', async () => {
    const mawar = await client(sari);
    for (let i = 0; i < 60; i += 1) await visit(sari, mawar, `v${i}`);
    await sari.sync();
    server.grant('D', mawar);
    const { wire } = dewi;
    const limits: number[] = [];
    dewi.wire = {
      ...wire,
      pull: async (ask) => {
        limits.push(ask.limit ?? 0);
        return (ask.limit ?? 0) > 30 ? { is: 'offline', cut: true } : wire.pull(ask);
      },
    };
    dewi.network.limit = 25;
    await dewi.sync();
    expect(dewi.book.caseOf(mawar).length).toBe(61);
    expect(limits.slice(0, 4)).toEqual([200, 100, 50, 25]);
  });
});
