import { expect, test } from 'vitest';
import type { ApiAnswer, OnlineApi } from '../../core/types';
import { byNeed, readUnit } from './unit_overview';

const bodies: { [path: string]: unknown } = {
  '/v1/alerts?status=open': { items: [{ id: 'a', client: 'c', opened_on: '2026-11-22' }] },
  '/v1/refusals': [],
  '/v1/agents': [{ id: 'sari', name: 'Sari', roles: ['agent'], active: true }],
  '/v1/enrolments': [],
  '/v1/followers': [{ client: 'c', alias: 'Kak Tia', followers: [] }],
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

test('a case that nobody accompanies comes first', () => {
  const one = { client: '1', followers: [{ agent: 'sari', name: 'Sari' }] };
  const alone = { client: '2', followers: [] };
  expect(byNeed([one, alone])).toEqual([alone, one]);
});
