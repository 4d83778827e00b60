import { beforeEach, describe, expect, test } from 'vitest';
import { NotSaved } from '../src/core/device/environment.ts';
import { DigestCache } from '../src/core/sync/digest.ts';
import { freshPace } from '../src/core/sync/line_pace.ts';
import { runSync } from '../src/core/sync/run_sync.ts';
import type { FakeServer } from './fake_server/fake_server.ts';
import { INVALID_VALUE } from './fake_server/rules.ts';
import type { TestPhone } from './fake_server/test_phone.ts';
import { client, pair, visit, waits } from './fake_server/two_phones.ts';

let server: FakeServer;
let sari: TestPhone;
let dewi: TestPhone;
const book = () => sari.book;

beforeEach(async () => {
  ({ server, sari, dewi } = await pair());
});

const refusedOne = (): string => book().refused()[0]?.change.id ?? '';

/** Sari's word on the status, refused because Dewi's came first. */
async function overtaken(): Promise<string> {
  const mawar = await client(sari);
  await sari.sync();
  server.grant('D', mawar);
  await dewi.sync();
  await sari.sync();
  await dewi.book.save('client', { record: mawar, set: { status: 'aftercare' } });
  await dewi.sync();
  await sari.book.save('client', { record: mawar, set: { status: 'accompanied' } });
  await sari.sync();
  return mawar;
}

describe('a refused change', () => {
  test('is left as it stands: out of the list, still here, and sent no more', async () => {
    const mawar = await overtaken();
    await book().withdraw(refusedOne());
    await sari.sync();
    await sari.reopen();
    expect([book().refused(), waits(sari)]).toEqual([[], 0]);
    expect(book().left()).toMatchObject([
      { change: { record: mawar, set: { status: 'accompanied' } }, about: 'Mawar' },
    ]);
    expect(book().get(mawar)).toMatchObject({ fields: { status: 'aftercare' }, state: 'sent' });
    expect((await sari.boxes()).filter(({ change }) => change?.id === book().left()[0]?.change.id)).toMatchObject([
      { mark: 'refused' },
    ]);
  });

  test('is left too by mending it to what stands there', async () => {
    const mawar = await overtaken();
    await book().save('client', { record: mawar, set: { status: 'aftercare' }, instead_of: refusedOne() });
    expect([book().refused(), waits(sari), book().left().length]).toEqual([[], 0, 1]);
  });

  test('leaves the list only when that is on the disk', async () => {
    await overtaken();
    sari.journal.write = async () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    await expect(book().withdraw(refusedOne())).rejects.toEqual(new NotSaved('full'));
    expect([book().refused().length, book().left()]).toEqual([1, []]);
  });

  test('that was left may be taken up again, and mended', async () => {
    const mawar = await overtaken();
    const change = refusedOne();
    await book().withdraw(change);
    await book().takeUp(change);
    expect([refusedOne(), book().left()]).toEqual([change, []]);
    await book().save('client', { record: mawar, set: { status: 'accompanied' }, instead_of: change });
    await sari.sync();
    expect(book().get(mawar)).toMatchObject({ fields: { status: 'accompanied' }, state: 'sent' });
  });
});

describe('a refused creation', () => {
  test('is withdrawn whole, with what was written under it, and nobody sees it any more', async () => {
    const mawar = await client(sari, INVALID_VALUE);
    await visit(sari, mawar);
    await sari.sync();
    await book().save('client', { record: mawar, set: { note: 'more' } });
    await sari.sync();
    const change = refusedOne();
    expect(book().hangingOn(change)).toBe(2);
    await book().withdraw(change);
    await sari.sync();
    expect([book().refused(), waits(sari), book().all('client'), book().all('visit')]).toEqual([[], 0, [], []]);
    expect(book().left().length).toBe(2);
    expect(server.state.rows).toEqual({});
  });

  test('of a visit takes nothing along but what was laid over it', async () => {
    const mawar = await client(sari);
    await sari.sync();
    await visit(sari, mawar, INVALID_VALUE);
    const other = await visit(sari, mawar);
    await sari.sync();
    await book().withdraw(refusedOne());
    expect([
      book()
        .caseOf(mawar)
        .map(({ id }) => id),
      book().left().length,
    ]).toEqual([[other, mawar], 1]);
  });
});

describe('what waits although she follows no more', () => {
  test('is named, handed over, and its answer is heard all the same', async () => {
    const mawar = await client(sari);
    await sari.sync();
    const late = await visit(sari, mawar, 'late');
    server.end('S', mawar, 'revoked');
    await sari.sync();
    expect(book().get(mawar)).toBeUndefined();
    expect(book().waiting()).toMatchObject([{ change: { record: late }, about: 'Mawar', handed: false }]);
    await book().handOver(book().waiting()[0]?.change.id ?? '');
    await sari.reopen();
    expect(book().waiting()).toMatchObject([{ about: 'Mawar', handed: true }]);
    server.grant('S', mawar);
    await sari.sync();
    expect([waits(sari), book().get(late)?.state]).toEqual([0, 'sent']);
  });

  test('and is left, or handed over, while it is on its way stays so, and goes no more', async () => {
    const mawar = await client(sari);
    await sari.sync();
    for (const note of ['left', 'handed', 'not yet']) await visit(sari, mawar, note);
    server.end('S', mawar, 'revoked');
    await sari.sync();
    const [left = '', handed = '', notYet = ''] = book()
      .waiting()
      .map(({ change }) => change.id);
    const { store, wire } = sari;
    const asked: string[] = [];
    const push: typeof wire.push = async (ask) => {
      asked.push(...ask.changes.map(({ id }) => id));
      const answer = await wire.push(ask);
      for (const change of [left, notYet]) await book().withdraw(change);
      await book().handOver(handed);
      return answer;
    };
    const pace = freshPace();
    while (pace.push.size > 2) pace.push.shrink(pace.push.size);
    await runSync(store, { ...wire, push }, { app: 'test', digestCache: new DigestCache(), pace, all: true });
    expect(asked).toEqual([left, handed]);
    expect(
      book()
        .left()
        .map(({ change }) => change.id)
        .sort(),
    ).toEqual([left, notYet].sort());
    expect(book().waiting()).toMatchObject([{ change: { id: handed }, handed: true }]);
  });
});
