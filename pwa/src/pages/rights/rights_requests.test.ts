import { expect, test } from 'vitest';
import type { OnlineApi } from '../../core/types';
import { answerRight, isCarriedOut } from './rights_requests';
import { words } from './words.id';

test('what is done with the answer says so, and of what', async () => {
  const sent: unknown[] = [];
  const api = { post: async (_: string, body: unknown) => sent.push(body) } as unknown as OnlineApi;
  await answerRight(api, 'r', 'declined', 'Wajib disimpan.');
  await answerRight(api, 'r', 'done', 'Sudah.', { layers: [] });
  await answerRight(api, 'r', 'done', 'Sudah.', { layers: ['media'] });
  expect(sent).toEqual([
    { outcome: 'declined', answer: 'Wajib disimpan.' },
    { outcome: 'done', answer: 'Sudah.', carry_out: true },
    { outcome: 'done', answer: 'Sudah.', carry_out: true, layers: ['media'] },
  ]);
});

test('each right that is done at once has its button, its warning and its answer', () => {
  const done = Object.keys(words.rights).filter(isCarriedOut).sort();
  for (const said of [words.carry, words.sure, words.carried]) expect(Object.keys(said).sort()).toEqual(done);
});
