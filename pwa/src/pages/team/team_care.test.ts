import { expect, test } from 'vitest';
import type { Json, OnlineApi } from '../../core/types';
import { keepWord, keptWord, NOTHING, sendWord } from './team_care';

const HEAVY = { ...NOTHING, mood: 2, load: 'heavy' };
const THREATENED = { ...HEAVY, calls: ['threatened' as const] };

test.each([
  [undefined, NOTHING],
  [THREATENED, THREATENED],
])('what was sent lies here no more, and what she pressed meanwhile does: %o', async (meanwhile, left) => {
  const kept = new Map<string, Json>();
  const drafts = {
    read: (key: string) => kept.get(key),
    write: async (key: string, value: Json) => void kept.set(key, value),
    drop: async (key: string) => void kept.delete(key),
  };
  const book = { drafts } as unknown as Parameters<typeof keptWord>[0];
  const post = async () => {
    if (meanwhile) await keepWord(book, meanwhile);
    return { is: 'answer', body: {} };
  };
  await sendWord({ post } as unknown as OnlineApi, book, HEAVY);
  expect(keptWord(book)).toEqual(left);
});
