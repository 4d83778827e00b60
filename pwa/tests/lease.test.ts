import { beforeEach, expect, test } from 'vitest';
import { skewOf } from '../src/core/sync/lease.ts';
import type { AppSession, OpenedSession } from '../src/core/types.ts';
import { enrolPhone, MINUTE, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

const DAY = 24 * 60 * MINUTE;
let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;
let told: string;

const out = (): void => void here.entrance.coming.push(...Array(40).fill('out'));
const keysOf = (): string => new TextDecoder().decode([...here.keyWorker.files.values()][0]?.read(0, 1 << 20));
const daysLeft = ({ sync }: OpenedSession): number =>
  Math.round((Date.parse(sync.status.closesAt ?? '') - here.environment.clock()) / DAY);

/** Killed and opened again, without a signal. */
async function openedAgain(): Promise<OpenedSession> {
  await appSession.lock();
  appSession = here.reborn();
  out();
  return unlockPhone(appSession);
}

beforeEach(async () => {
  here = phoneAndServer();
  here.entrance.says = { lease_days: 10 };
  appSession = here.tab();
  const { book, sync } = await enrolPhone(appSession);
  told = await book.save('client', { set: { alias: 'Mawar' } });
  await sync.now();
  here.server.state.done = 2;
  await sync.now();
});

test('is as long as the server says, and each contact begins it anew', async () => {
  expect(daysLeft(appSession.opened as OpenedSession)).toBe(10);
  here.environment.pass(4 * DAY);
  out();
  expect(daysLeft(appSession.opened as OpenedSession)).toBe(6);
  here.entrance.coming.length = 0;
  await appSession.opened?.sync.now();
  expect(daysLeft(appSession.opened as OpenedSession)).toBe(10);
});

test('a clock that jumps closes the caseload and erases nothing, and opens it when it is put right', async () => {
  const before = here.environment.clock();
  for (const jump of [400 * DAY, -400 * DAY, 800 * DAY]) {
    here.environment.setWall(before + jump);
    const opened = await openedAgain();
    expect([daysLeft(opened) < 0, opened.book.get(told)?.fields['alias']]).toEqual([jump > 0, 'Mawar']);
    expect(Math.round(opened.sync.status.skew / DAY)).toBe(jump > 0 ? 0 : -400);
  }
  here.environment.setWall(before);
  expect(daysLeft(await openedAgain())).toBe(10);
});

test('a clock that was wrong at the last contact and was put right since is not called wrong', () => {
  const contact = { lastAt: '2027-11-24T08:00:00Z', skew: 365 * DAY };
  expect(skewOf(Date.parse('2026-11-25T08:00:00Z'), contact)).toBe(0);
  expect(skewOf(Date.parse('2027-11-25T08:00:00Z'), contact)).toBe(365 * DAY);
});

test('a clock that was far behind at the last contact and was put right since closes nothing', async () => {
  const right = here.environment.clock();
  here.environment.setWall(right - 365 * DAY);
  const { sync } = await openedAgain();
  here.entrance.coming.length = 0;
  await sync.now();
  expect(Math.round(sync.status.skew / DAY)).toBe(-365);
  here.environment.setWall(right + 2 * DAY);
  const later = await openedAgain();
  expect([daysLeft(later), later.sync.status.skew]).toEqual([8, 0]);
});

test('used on as many days besides, it strikes the caseload and keeps what she wrote; contact brings all back', async () => {
  const { book } = await openedAgain();
  const waits = await book.save('client', { set: { alias: 'Kenari' } });
  const feed = /"table":\{"iv":"([^"]+)"/.exec(keysOf())?.[1] ?? 'none';
  for (let day = 0; day < 10; day += 1) {
    here.environment.pass(DAY);
    expect((await openedAgain()).book.get(told)?.fields['alias']).toBe('Mawar');
  }
  here.environment.pass(DAY);
  const over = await openedAgain();
  expect([over.book.get(told)?.fields, over.book.get(waits)?.fields['alias']]).toEqual([undefined, 'Kenari']);
  expect(keysOf()).not.toContain(feed);
  here.entrance.coming.length = 0;
  await over.sync.now();
  await over.sync.now();
  expect(over.book.get(told)?.fields['alias']).toBe('Mawar');
  expect(over.book.waiting()).toEqual([]);
});

test('of one person leaves the book of another on the same phone as it is', async () => {
  await appSession.lock();
  await enrolPhone(appSession, 'BBBB2222', 'D');
  const hers = await appSession.opened?.book.save('client', { set: { alias: 'Melati' } });
  await appSession.opened?.sync.now();
  await appSession.lock();
  const [d, s] = await appSession.enrolments();
  for (let day = 0; day < 12; day += 1) {
    here.environment.pass(DAY);
    out();
    expect((await appSession.unlock(s?.id ?? '', '246810')).is).toBe('open');
    await appSession.lock();
  }
  const answer = await appSession.unlock(d?.id ?? '', '246810');
  expect(answer.is === 'open' && answer.opened.book.get(hers ?? '')?.fields['alias']).toBe('Melati');
});
