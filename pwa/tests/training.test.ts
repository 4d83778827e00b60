import { expect, test, vi } from 'vitest';
import { recordFaults } from '../src/forms/record_faults.ts';
import { tasksOf } from '../src/pages/today/due.ts';
import { casesOf } from '../src/records/caseload.ts';
import { kindOf } from '../src/records/index.ts';
import { lookupsOf } from '../src/records/lookups.ts';
import { beginTraining } from '../src/training/training.ts';
import { ManualEnvironment } from './fake_server/environment.ts';

const environment = new ManualEnvironment();

async function begun() {
  const session = await beginTraining(environment);
  if (!session.opened) throw new Error('not opened');
  const { book } = session.opened;
  const lookups = lookupsOf(book.me(), book.reference(), new Date(environment.clock()));
  return { session, book, lookups };
}

test('a unit of made-up people stands there, with something to do today', async () => {
  const { book, lookups } = await begun();
  const cases = casesOf(book);
  expect(cases.map(({ alias }) => alias)).toEqual(['Mas Contoh', 'Mbak Percobaan', 'Pak Umpama']);
  expect(tasksOf(cases, lookups).today.map(({ alias }) => alias)).toContain('Mas Contoh');
  for (const { head, records } of cases)
    for (const one of [head, ...records]) {
      const kind = kindOf(one.kind);
      if (!kind) throw new Error(one.kind);
      expect(recordFaults(kind, one.fields, null, { head: head.fields, records }, lookups)).toEqual([]);
    }
});

test('what is written there is saved, undone and drafted as everywhere, and never sent or put on the disk', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  const disks = async (): Promise<unknown> => await indexedDB.databases();
  const before = await disks();
  const { session, book } = await begun();
  const [one] = casesOf(book);
  await book.drafts.write('form', { moved: {} });
  const visit = await book.save('visit', {
    feed: one?.id ?? '',
    set: { on: '2026-11-24' },
    draft: 'form',
    held: 'new',
  });
  expect([book.get(visit)?.state, book.held]).toEqual(['waiting', visit]);
  expect(await book.undo()).toBe(true);
  expect([book.get(visit), book.drafts.keys()]).toEqual([undefined, ['form']]);
  await session.opened?.sync.now();
  expect(await session.opened?.api.get('/v1/me')).toEqual({ is: 'offline' });
  await session.lock();
  expect([session.opened, book.all('client')]).toEqual([null, []]);
  expect(fetched).not.toHaveBeenCalled();
  expect(await disks()).toEqual(before);
});

test('each time it is another one: nothing of the last is left', async () => {
  const [first, second] = [await begun(), await begun()];
  expect(first.book.me().unit?.id).not.toBe(second.book.me().unit?.id);
  await first.book.save('client', { set: { alias: 'Baru' } });
  expect(casesOf(second.book)).toHaveLength(3);
});
