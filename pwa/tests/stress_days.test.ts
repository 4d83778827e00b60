import { expect, test } from 'vitest';
import { enrolPhone, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';
import { FakeServer } from './fake_server/fake_server.ts';
import { MemoryJournal } from './fake_server/memory_journal.ts';
import { TestPhone } from './fake_server/test_phone.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;

test.each([
  ['ahead, then behind', [YEAR, -YEAR]],
  ['behind, then ahead', [-YEAR, YEAR]],
])('a clock that is a year %s loses nothing, and she is told', async (_, skews) => {
  const { server, environment, tab } = phoneAndServer();
  const appSession = tab();
  const { book, sync } = await enrolPhone(appSession);
  const right = environment.clock();
  const feed = await book.save('client', { set: { alias: 'Mawar' } });
  await sync.now();
  for (const skew of skews) {
    environment.setWall(right + skew);
    await book.save('client', { record: feed, set: { note: `${skew}` } });
    await sync.now();
    expect(sync.status).toMatchObject({ connection: 'fine', skew });
    expect(book.waiting()).toEqual([]);
    expect(server.state.rows[feed]?.fields?.['note']).toBe(`${skew}`);
  }
  environment.setWall(right);
  await book.save('client', { set: { alias: 'Melati' } });
  await appSession.lock();
  const { book: again, sync: line } = await unlockPhone(appSession);
  await line.now();
  expect([again.waiting(), again.all('client').length, line.status.skew]).toEqual([[], 2, 0]);
});

test('thirty days without a line: every day of them arrives, once', async () => {
  const { server, entrance, environment, tab, reborn } = phoneAndServer();
  let opened = await enrolPhone(tab());
  const feed = await opened.book.save('client', { set: { alias: 'Mawar' } });
  await opened.sync.now();
  await opened.book.drafts.write('visit new', { note: 'setengah' });
  entrance.coming.push(...Array.from({ length: 500 }, () => 'out' as const));
  for (let day = 1; day <= 30; day += 1) {
    environment.pass(DAY);
    await opened.book.save('client', { record: feed, set: { note: `hari ${day}` } });
    await opened.sync.now();
    expect(opened.sync.status.connection).toBe('none');
    if (day % 10 === 0) opened = await unlockPhone(reborn());
  }
  expect(opened.book.waiting()).toHaveLength(30);
  entrance.coming.length = 0;
  await opened.sync.now();
  expect([opened.book.waiting(), opened.book.refused()]).toEqual([[], []]);
  expect(server.state.rows[feed]).toMatchObject({ n: 31, fields: { note: 'hari 30' } });
  expect(opened.book.drafts.read('visit new')).toEqual({ note: 'setengah' });
});

/** Bytes on the disk: sealed rows of its journal, and the key file. */
async function heldBy({ journal, keyWorker, keys }: TestPhone): Promise<number> {
  const rows = await Promise.all(
    (['meta', 'feeds', 'works', 'boxes', 'drafts'] as const).map((one) => journal.rows(one)),
  );
  const file = await keyWorker.read(keys.name);
  return rows.flat().reduce((sum, { box }) => sum + box.length, file?.body.length ?? 0);
}

test('four hundred days of use: a phone holds no more than its caseload and three days of work', async () => {
  const server = new FakeServer({ sari: 'A' });
  const disk = new MemoryJournal();
  const phone = await TestPhone.enrolled(server, 'sari', 'one', 11, async () => disk.open());
  for (let at = 0; at < 8; at += 1) await phone.book.save('client', { set: { alias: `K${at}`, note: 'hari ---' } });
  const held: number[] = [];
  for (let day = 100; day < 500; day += 1) {
    phone.environment.pass(DAY);
    const feeds = phone.book.feeds();
    await phone.book.save('client', { record: feeds[day % feeds.length] ?? '', set: { note: `hari ${day}` } });
    await phone.book.drafts.write('visit new', { day });
    await phone.sync();
    if (day % 7 === 0) await phone.reopen();
    server.state.started += 1;
    server.state.done = server.state.started;
    if (day % 5 === 0) held.push(await heldBy(phone));
  }
  expect(Math.max(...held.slice(60))).toBeLessThan(Math.max(...held.slice(0, 20)) * 1.02);
  expect([phone.book.waiting(), phone.book.refused(), phone.book.all('client').length]).toEqual([[], [], 8]);
  expect(phone.store.outbox.size).toBeLessThan(4);
});
