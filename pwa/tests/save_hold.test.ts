import { beforeEach, describe, expect, test } from 'vitest';
import { FakeServer } from './fake_server/fake_server.ts';
import { INVALID_VALUE } from './fake_server/rules.ts';
import { TestPhone } from './fake_server/test_phone.ts';

const HOME = '01900000-0000-7000-8000-00000000000a';
const FORM = 'visit/new/new/';
const SECONDS = 1000;

describe('what a form saved', () => {
  let sari: TestPhone;
  let server: FakeServer;
  let client: string;
  const rows = (): number => Object.keys(server.state.rows).length;
  const visit = async (): Promise<string> => {
    await sari.book.drafts.write(FORM, { note: 'half' });
    return sari.book.save('visit', { feed: client, set: { on: '2026-11-24' }, draft: FORM, held: 'new' });
  };

  beforeEach(async () => {
    server = new FakeServer({ S: HOME });
    sari = await TestPhone.enrolled(server, 'S', 's1', 1);
    client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    await sari.sync();
  });

  test('is on the disk at once, and kept back for eight seconds', async () => {
    const made = await visit();
    await sari.sync();
    expect([sari.book.held, sari.book.get(made)?.state, rows()]).toEqual([made, 'waiting', 1]);
    sari.environment.pass(7.9 * SECONDS);
    expect(sari.book.held).toBe(made);
    sari.environment.pass(0.1 * SECONDS);
    await sari.sync();
    expect([sari.book.held, sari.book.get(made)?.state, rows()]).toEqual([undefined, 'sent', 2]);
  });

  test('is undone without a trace, and its draft lies there again, also after a kill', async () => {
    const made = await visit();
    expect(await sari.book.undo()).toBe(true);
    expect([sari.book.get(made), sari.book.waiting(), sari.book.drafts.read(FORM)]).toEqual([
      undefined,
      [],
      { note: 'half' },
    ]);
    sari.environment.pass(2 * SECONDS);
    await expect.poll(async () => (await sari.boxes()).map(({ mark }) => mark)).toEqual(['sent', 'draft']);
    await sari.reopen();
    await sari.sync();
    expect([sari.book.get(made), sari.book.drafts.read(FORM), rows()]).toEqual([undefined, { note: 'half' }, 1]);
  });

  test('goes when the phone was killed while it was held: nothing is lost', async () => {
    const made = await visit();
    await sari.reopen();
    await sari.sync();
    expect([sari.book.get(made)?.state, sari.book.drafts.keys(), rows()]).toEqual(['sent', [], 2]);
  });

  test('is undone with what was saved beside it, and with what the second of them moved', async () => {
    const also = () => [{ kind: 'client', record: client, set: { status: 'closed' } }];
    await sari.book.save('visit', { feed: client, set: { on: '2026-11-24' }, held: 'new', also });
    expect(sari.book.get(client)?.fields).toEqual({ alias: 'Mawar', status: 'closed' });
    expect(await sari.book.undo()).toBe(true);
    expect([sari.book.waiting(), sari.book.get(client)?.fields]).toEqual([[], { alias: 'Mawar' }]);
  });

  test('is whole or not there, with all that was saved with it', async () => {
    const also = (made: string) =>
      ['a', 'b'].map((note) => ({ kind: 'visit', feed: client, set: { note, group: made } }));
    const group = () => sari.book.save('visit', { feed: client, set: { on: '2026-11-24' }, held: 'new', also });
    const write = sari.journal.write.bind(sari.journal);
    let written = 0;
    sari.journal.write = async (writes) => {
      written += 1;
      if (written > 1) throw new DOMException('full', 'QuotaExceededError');
      return write(writes);
    };
    const made = await group();
    await expect(group()).rejects.toMatchObject({ reason: 'full' });
    sari.journal.write = write;
    await sari.reopen();
    await sari.sync();
    const groups = sari.book.all('visit').map(({ fields }) => fields['group']);
    expect([groups.sort(), rows()]).toEqual([[made, made, undefined], 4]);
  });

  test('is let go by the next save, which may rest on it', async () => {
    const made = await visit();
    await sari.book.save('visit', { record: made, set: { note: 'b' } });
    expect([sari.book.held, await sari.book.undo()]).toEqual([undefined, false]);
    await sari.sync();
    expect([sari.book.get(made)?.state, rows()]).toEqual(['sent', 2]);
  });

  test('gives a refused change back in whose place it came', async () => {
    const wrong = await sari.book.save('client', { set: { alias: INVALID_VALUE } });
    await sari.sync();
    const [refused] = sari.book.refused();
    const instead_of = refused?.change.id ?? '';
    await sari.book.save('client', { record: wrong, set: { alias: 'Melati' }, instead_of, held: 'new' });
    expect(sari.book.refused()).toEqual([]);
    expect(await sari.book.undo()).toBe(true);
    expect([sari.book.refused(), sari.book.waiting()]).toEqual([[refused], []]);
  });

  test('stays and goes where the phone cannot write that it was undone', async () => {
    const made = await visit();
    const write = sari.journal.write.bind(sari.journal);
    sari.journal.write = async () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    await expect(sari.book.undo()).rejects.toMatchObject({ reason: 'full' });
    sari.journal.write = write;
    await sari.sync();
    expect(sari.book.get(made)?.state).toBe('sent');
  });

  test('that could not be saved is not held', async () => {
    sari.journal.write = async () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    await expect(visit()).rejects.toMatchObject({});
    expect(sari.book.held).toBeUndefined();
  });
});
