import { expect, test } from 'vitest';
import type { Casebook, SaveRequest } from '../core/types';
import { MadeRecord } from './made_record';

test('what broke off goes on where it was, and nothing is saved twice', async () => {
  const saved: string[] = [];
  let full = true;
  const book = {
    save: async (_kind: string, { feed = '' }: SaveRequest) => {
      if (feed === 'b' && full) throw new Error('full');
      saved.push(feed);
      return feed;
    },
  } as unknown as Casebook;
  const made = new MadeRecord('group');
  const belongs = () => ['a', 'b', 'c'].map((feed) => ({ kind: 'meeting', feed, set: {} }));
  await expect(made.saveAlongside(book, belongs)).rejects.toThrow('full');
  full = false;
  await made.saveAlongside(book, belongs);
  expect(saved).toEqual(['a', 'b', 'c']);
});
