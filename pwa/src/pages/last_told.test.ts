import { expect, test } from 'vitest';
import type { ApiAnswer, OnlineApi } from '../core/types';
import { askOrRecall } from './last_told';

const line = (): OnlineApi => ({}) as OnlineApi;
const heard = async (body: string): Promise<ApiAnswer<string>> => ({ is: 'answer', body });
const silent = async (): Promise<ApiAnswer<string>> => ({ is: 'offline' });
const nine = new Date('2026-11-29T02:00:00Z');

test('without a line it is told what was heard, and when', async () => {
  const api = line();
  expect(await askOrRecall(api, 'help', silent())).toBeUndefined();
  expect(await askOrRecall(api, 'help', heard('two'), () => nine)).toEqual({ body: 'two', at: nine, fresh: true });
  expect(await askOrRecall(api, 'help', silent())).toEqual({ body: 'two', at: nine, fresh: false });
});

test('another question and another book know nothing of it', async () => {
  const api = line();
  await askOrRecall(api, 'help', heard('two'));
  expect(await askOrRecall(api, 'rights', silent())).toBeUndefined();
  expect(await askOrRecall(line(), 'help', silent())).toBeUndefined();
});
