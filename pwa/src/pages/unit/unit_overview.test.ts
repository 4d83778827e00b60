import { expect, test } from 'vitest';
import type { ApiAnswer, OnlineApi } from '../../core/types';
import { byNeed, caseOf, invitedFrom, lateTasks, othersThan, readUnit } from './unit_overview';

const task = (client: string, record: string, since: string) => ({
  client,
  record,
  since,
  code: 'meeting',
  danger: record === 'a',
});

const bodies: { [path: string]: unknown } = {
  '/v1/alerts?status=open': { items: [{ id: 'a', client: 'c', opened_on: '2026-11-22' }] },
  '/v1/refusals': [],
  '/v1/agents': [{ id: 'sari', name: 'Sari', roles: ['agent'], active: true }],
  '/v1/enrolments': [],
  '/v1/questions': [],
  '/v1/moves?status=asked&limit=200': { items: [] },
  '/v1/approvals?status=asked&limit=200': { items: [] },
  '/v1/move-offers': [],
  '/v1/rights-requests': [],
  '/v1/followers': [{ client: 'c', alias: 'Kak Tia', followers: [] }],
  '/v1/tasks?late=true&limit=200': { items: [task('c', 'v', '2026-11-20'), task('c', 'a', '2026-11-22')], next: 'ff' },
  '/v1/tasks?late=true&limit=200&cursor=ff': { items: [task('d', 'w', '2026-11-10')], next: null },
};
const answering = (no?: string): OnlineApi =>
  ({
    get: async (path: string): Promise<ApiAnswer<unknown>> =>
      path === no ? { is: 'offline' } : { is: 'answer', body: bodies[path] },
  }) as unknown as OnlineApi;

test('the whole unit is read, or nothing of it is shown as if it were whole', async () => {
  expect(await readUnit(answering())).toMatchObject({ is: 'answer', body: { alerts: [{ id: 'a' }], held: [] } });
  for (const path of Object.keys(bodies)) expect(await readUnit(answering(path))).toEqual({ is: 'offline' });
});

test('what is late is read to its last page, danger and then the longest first; an open alert is listed once', async () => {
  const read = await readUnit(answering());
  const unit = read.is === 'answer' ? read.body : undefined;
  expect(unit?.tasks.map(({ record }) => record)).toEqual(['a', 'w', 'v']);
  expect(unit && lateTasks(unit).map(({ record }) => record)).toEqual(['w', 'v']);
  expect(unit && lateTasks(unit).map((one) => caseOf(unit, one)?.alias)).toEqual([undefined, 'Kak Tia']);
});

test('a case that nobody accompanies comes first', () => {
  const one = { client: '1', followers: [{ agent: 'sari', name: 'Sari' }] };
  const alone = { client: '2', followers: [] };
  expect(byNeed([one, alone])).toEqual([alone, one]);
});

test('a person goes on in another open case, and whoever accompanied the closed one alone is to be invited', () => {
  const [sari, dewi] = [
    { agent: 's', name: 'Sari' },
    { agent: 'd', name: 'Dewi' },
  ];
  const one = { client: 'a', status: 'accompanied', followers: [sari, dewi] };
  const other = { client: 'b', status: 'registered', followers: [dewi] };
  const ended = { client: 'c', status: 'closed', followers: [] };
  expect(othersThan(one, [one, other, ended])).toEqual([other]);
  expect(invitedFrom(one, other)).toEqual([sari]);
});
