import { beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../src/core/device/bytes.ts';
import { NotSaved } from '../src/core/device/environment.ts';
import { sealBoxesAnew } from '../src/core/store/whole_contents.ts';
import { FakeServer } from './fake_server/fake_server.ts';
import { INVALID_VALUE } from './fake_server/rules.ts';
import { TestPhone } from './fake_server/test_phone.ts';

const HOME = '01900000-0000-7000-8000-00000000000a';

let server: FakeServer;
let sari: TestPhone;
let dewi: TestPhone;

beforeEach(async () => {
  server = new FakeServer({ S: HOME, D: HOME });
  sari = await TestPhone.enrolled(server, 'S', 's1', 1);
  dewi = await TestPhone.enrolled(server, 'D', 'd1', 2);
});

/** A client of both. */
async function shared(): Promise<string> {
  const client = await sari.book.save('client', { set: { alias: 'Mawar', note: 'a', status: 'registered' } });
  await sari.sync();
  server.grant('D', client);
  await dewi.sync();
  await sari.sync();
  return client;
}

describe('saving', () => {
  test('is on the disk, sealed and boxed, when it resolves', async () => {
    const client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    await sari.reopen();
    expect(sari.book.get(client)).toMatchObject({ fields: { alias: 'Mawar' }, state: 'waiting', n: 0, kind: 'client' });
    expect(await sari.boxes()).toMatchObject([{ mark: 'waiting', change: { record: client } }]);
    for (const store of ['works', 'meta', 'feeds', 'drafts'] as const) {
      for (const row of await sari.journal.rows(store)) expect(textOf(row.box)).not.toContain('Mawar');
    }
  });

  test('names only what moved, and what the screen showed there', async () => {
    const client = await shared();
    await sari.book.save('client', { record: client, set: { alias: 'Mawar', note: 'b' } });
    await sari.book.save('client', { record: client, set: { note: 'c' } });
    expect(sari.book.waiting().map(({ change }) => [change.set, change.was])).toEqual([
      [{ note: 'b' }, { note: 'a' }],
      [{ note: 'c' }, { note: 'b' }],
    ]);
  });

  test('of nothing new saves nothing', async () => {
    const client = await shared();
    await sari.book.save('client', { record: client, set: { note: 'a', alias: 'Mawar' } });
    expect(sari.book.waiting()).toEqual([]);
  });

  test('from a form that stayed open asks about what came meanwhile, and overwrites nothing', async () => {
    const client = await shared();
    const seen = dewi.book.get(client)?.fields ?? {};
    await sari.book.save('client', { record: client, set: { note: 'from Sari' } });
    await sari.sync();
    await dewi.sync();
    expect(dewi.book.get(client)?.fields['note']).toBe('from Sari');
    await dewi.book.save('client', { record: client, set: { note: 'from Dewi' }, seen });
    await dewi.sync();
    expect(dewi.book.get(client)).toMatchObject({
      fields: { note: 'from Sari' },
      questions: { note: [{ value: 'from Dewi' }] },
    });
  });

  test('into a full phone rejects and shows nothing', async () => {
    sari.journal.write = async () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const saving = sari.book.save('client', { set: { alias: 'Mawar' } });
    await expect(saving).rejects.toEqual(new NotSaved('full'));
    expect(sari.book.all('client')).toEqual([]);
  });

  test('after the lock is refused, and what was begun before it is finished', async () => {
    const begun = sari.book.save('client', { set: { alias: 'Mawar' } });
    const closing = sari.book.close();
    await expect(sari.book.save('client', { set: { alias: 'Melati' } })).rejects.toEqual(new NotSaved('locked'));
    const client = await begun;
    await closing;
    expect(sari.book.get(client)).toBeUndefined();
    await sari.reopen();
    expect(sari.book.all('client').map(({ fields }) => fields['alias'])).toEqual(['Mawar']);
  });
});

describe('a mark on the screen', () => {
  test('says waiting, sent, safe, each only when it is true', async () => {
    const client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    const state = () => sari.book.get(client)?.state;
    expect(state()).toBe('waiting');
    sari.network.coming.push('lost');
    await sari.sync();
    expect(state()).toBe('waiting');
    await sari.sync();
    expect(state()).toBe('sent');
    const said: (string | undefined)[] = [];
    for (let i = 0; i < 3; i += 1) {
      server.beginBackup();
      server.endBackup();
      await sari.sync();
      said.push(state());
    }
    expect(said).toEqual(['sent', 'safe', 'safe']);
    await sari.reopen();
    expect(state()).toBe('safe');
  });

  test('is her own matter: a colleague sees the record as told', async () => {
    const client = await shared();
    expect(dewi.book.get(client)?.state).toBe('told');
  });

  test('never goes back when a backup began between receipt and telling', async () => {
    const client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    sari.network.coming.push('fine', 'out');
    await sari.sync();
    server.beginBackup();
    await sari.sync();
    server.endBackup();
    server.beginBackup();
    server.endBackup();
    await sari.sync();
    expect(sari.book.get(client)?.state).toBe('safe');
    await sari.sync();
    expect(sari.book.get(client)?.state).toBe('safe');
  });
});

describe('what was refused', () => {
  test('stays in view, and a mended creation goes before what was written under it', async () => {
    const client = await sari.book.save('client', { set: { alias: INVALID_VALUE, note: 'a' } });
    const visit = await sari.book.save('visit', { feed: client, set: { on: '2026-11-24' } });
    await sari.sync();
    expect(sari.book.get(client)).toMatchObject({ state: 'waiting', refused: { problem: { status: 422 } } });
    expect(sari.book.waiting()).toMatchObject([{ change: { record: visit }, why: { status: 404 } }]);
    const [refused] = sari.book.refused();
    await sari.book.save('client', { record: client, set: { alias: 'Mawar' } });
    expect(sari.book.waiting().map(({ change }) => change)).toMatchObject([
      { record: client, set: { alias: 'Mawar', note: 'a' }, instead_of: refused?.change.id },
      { record: visit },
    ]);
    expect(sari.book.refused()).toEqual([]);
    await sari.sync();
    expect(sari.book.waiting()).toEqual([]);
    expect(sari.book.caseOf(client).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  test('by a guard is mended by a fresh look', async () => {
    const client = await shared();
    await dewi.book.save('client', { record: client, set: { status: 'aftercare' } });
    await dewi.sync();
    await sari.book.save('client', { record: client, set: { status: 'accompanied' } });
    await sari.sync();
    const [refused] = sari.book.refused();
    expect(refused).toMatchObject({ problem: { field: 'status', current: 'aftercare' } });
    expect(sari.book.get(client)?.fields['status']).toBe('aftercare');
    const instead_of = refused?.change.id ?? '';
    await sari.book.save('client', { record: client, set: { status: 'accompanied' }, instead_of });
    await sari.sync();
    expect(sari.book.get(client)).toMatchObject({ fields: { status: 'accompanied' }, state: 'sent' });
    expect((await sari.boxes()).map(({ mark }) => mark)).not.toContain('refused');
  });
});

describe('a question', () => {
  test('is answered by one tap, and is gone from the screen at once', async () => {
    const client = await shared();
    await sari.book.save('client', { record: client, set: { note: 'from Sari' } });
    await dewi.book.save('client', { record: client, set: { note: 'from Dewi' } });
    await sari.sync();
    await dewi.sync();
    const [open] = dewi.book.questions();
    expect(open).toMatchObject({ field: 'note', now: 'from Sari', asked: [{ value: 'from Dewi' }] });
    const answers = open?.asked.map(({ change }) => change) ?? [];
    await dewi.book.save('client', { record: client, set: { note: open?.now ?? null }, answers });
    expect(dewi.book.questions()).toEqual([]);
    await dewi.sync();
    await sari.sync();
    for (const phone of [sari, dewi]) {
      expect(phone.book.questions()).toEqual([]);
      expect(phone.book.get(client)?.fields['note']).toBe('from Sari');
    }
  });
});

describe('a draft', () => {
  test('outlives the app, is boxed after a rest, and leaves nothing when dropped', async () => {
    await sari.book.drafts.write('visit of M', { step: 2 });
    await sari.book.drafts.write('visit of M', { step: 3 });
    expect(await sari.boxes()).toEqual([]);
    sari.environment.pass(2000);
    await expect.poll(() => sari.boxes()).toMatchObject([{ mark: 'draft', draft: { value: { step: 3 } } }]);
    await sari.reopen();
    expect(sari.book.drafts.read('visit of M')).toEqual({ step: 3 });
    expect((await sari.journal.rows('drafts')).map(({ key }) => key).join()).not.toContain('visit');
    await sari.book.drafts.drop('visit of M');
    expect([await sari.boxes(), await sari.journal.rows('drafts')]).toEqual([[], []]);
  });

  test('that a save finishes is not sealed anew for later keys', async () => {
    await sari.book.drafts.write('new client', { alias: 'Maw' });
    sari.keys.table.server = { box_key: { kid: 'box-2' }, sign_key: {} };
    const saved = sari.book.save('client', { set: { alias: 'Mawar' }, draft: 'new client' });
    await Promise.all([saved, sealBoxesAnew(sari.store, sari.book.drafts)]);
    expect((await sari.boxes()).map(({ mark }) => mark)).toEqual(['waiting']);
  });

  test('is finished in the transaction that saves its form, so no kill makes it be saved twice', async () => {
    await sari.book.drafts.write('new client', { alias: 'Maw' });
    const write = sari.journal.write.bind(sari.journal);
    let writes = 0;
    sari.journal.write = async (all) => {
      writes += 1;
      return write(all);
    };
    await sari.book.save('client', { set: { alias: 'Mawar' }, draft: 'new client' });
    expect([writes, sari.book.drafts.keys()]).toEqual([1, []]);
    sari.environment.pass(5000);
    await sari.reopen();
    expect([sari.book.drafts.keys(), (await sari.boxes()).map(({ mark }) => mark)]).toEqual([[], ['waiting']]);
  });
});
