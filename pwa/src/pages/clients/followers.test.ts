import { expect, test } from 'vitest';
import type { Casebook, Json, OnlineApi } from '../../core/types';
import { draftKey } from '../../forms/draft_key';
import {
  currentFollowers,
  endFollow,
  endings,
  type Follower,
  inviterOf,
  pastFollowers,
  refusalText,
  unsentOf,
} from './followers';

const follower = (agent: string, until: string | null): Follower => ({
  agent,
  name: agent,
  since: '2026-11-01T00:00:00Z',
  until,
  because: null,
});

test('those who accompany now stand apart from those who did', () => {
  const all = [follower('dewi', null), follower('budi', '2026-11-20T00:00:00Z'), follower('sari', null)];
  expect(currentFollowers(all).map(({ agent }) => agent)).toEqual(['dewi', 'sari']);
  expect(pastFollowers(all).map(({ agent }) => agent)).toEqual(['budi']);
});

test('whoever follows hands over; only a coordinator takes a colleague’s away, and never her own', () => {
  expect(endings('agent', true)).toEqual(['handed_over']);
  expect(endings('agent', false)).toEqual(['handed_over']);
  expect(endings('coordinator', false)).toEqual(['handed_over', 'revoked']);
  expect(endings('coordinator', true)).toEqual(['handed_over']);
});

test('an end names who and how, and a reason only where one was given', async () => {
  const asked: [string, Json][] = [];
  const api = {
    delete: async (path: string, body: Json) => {
      asked.push([path, body]);
      return { is: 'offline' } as const;
    },
  } as unknown as OnlineApi;
  await endFollow(api, 'c', 'dewi', 'handed_over', '  ');
  await endFollow(api, 'c', 'dewi', 'revoked', ' pindah tugas ');
  expect(asked).toEqual([
    ['/v1/clients/c/followers/dewi', { reason: 'handed_over' }],
    ['/v1/clients/c/followers/dewi', { reason: 'revoked', because: 'pindah tugas' }],
  ]);
});

test('what she has not sent of this client is counted, and nobody else’s', () => {
  const change = (feed: string) => ({ change: { feed } });
  const book = {
    waiting: () => [change('c'), change('c'), change('other')],
    refused: () => [change('c'), change('other')],
    drafts: {
      keys: () => [
        draftKey({ kind: 'visit', client: 'c' }),
        draftKey({ kind: 'client' }),
        draftKey({ kind: 'visit', client: 'other' }),
      ],
    },
  } as unknown as Casebook;
  expect(unsentOf(book, 'c')).toEqual({ waiting: 2, unfinished: 2 });
  expect(unsentOf(book, 'nobody')).toEqual({ waiting: 0, unfinished: 0 });
});

test('a refusal is the server’s sentence, and no answer is no refusal', () => {
  const problem = { type: '', title: 'Bukan milik Anda', status: 403, detail: 'Hanya ketua unit.' };
  expect(refusalText({ is: 'problem', problem }, 'tanpa sinyal')).toBe('Hanya ketua unit.');
  expect(refusalText({ is: 'offline' }, 'tanpa sinyal')).toBe('tanpa sinyal');
  expect(refusalText({ is: 'answer', body: [] }, 'tanpa sinyal')).toBeUndefined();
});

test('who invited her is named where the server says so, and asked of nobody else', async () => {
  const follows = (more: object) => ({ agent: 'dewi', name: 'Dewi', since: '', until: null, because: null, ...more });
  const api = (body: unknown) => ({ get: async () => ({ is: 'answer', body }) }) as unknown as OnlineApi;
  const past = follows({ until: '2026-11-01T00:00:00Z', invited_by: 'Bu Ratna' });
  expect(await inviterOf(api([follows({ invited_by: 'Sari' }), past]), 'case', 'dewi')).toBe('Sari');
  expect(await inviterOf(api([past]), 'case', 'dewi')).toBeUndefined();
  expect(await inviterOf(api([follows({})]), 'case', 'dewi')).toBeUndefined();
  const away = { get: async () => ({ is: 'offline' }) } as unknown as OnlineApi;
  expect(await inviterOf(away, 'case', 'dewi')).toBeUndefined();
});
