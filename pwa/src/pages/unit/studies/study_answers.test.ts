import { expect, test } from 'vitest';
import type { ApiAnswer, Json, OnlineApi } from '../../../core/types';
import {
  answerTo,
  inSteps,
  type KeptStudies,
  keepStudies,
  keptStudies,
  scoresOf,
  sendAnswers,
  withoutNumber,
} from './study_answers';
import { newNumber, rightNumber, showNumber } from './study_number';

const drafts = () => {
  const kept = new Map<string, Json>();
  return {
    read: (key: string) => kept.get(key),
    write: async (key: string, value: Json) => void kept.set(key, value),
    drop: async (key: string) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
};

const answer = (number: string) =>
  answerTo(
    { instrument: 'whoqol-bref', version: '1996-1' },
    { arm: 'waiting', point: 'start' },
    { number, age_band: '25-34', sex: 'male', scores: { physical: 50 } },
  );
const waits = (number: string, on: string) => ({ study: 'a', on, answer: answer(number) });

async function sent(kept: KeptStudies, told: (number: string) => object) {
  const book = { drafts: drafts() } as unknown as Parameters<typeof keptStudies>[0];
  await keepStudies(book, kept);
  const asked: string[] = [];
  const api = {
    post: async (_path: string, body: { number: string }) => {
      asked.push(body.number);
      return told(body.number) as ApiAnswer<unknown>;
    },
  } as unknown as OnlineApi;
  await sendAnswers(api, book, '2026-11-30');
  return { asked, left: keptStudies(book).waiting, keys: book.drafts.keys() };
}

test('what was given today waits until tomorrow, and what was taken lies here no more', async () => {
  const kept = { waiting: [waits('A', '2026-11-29'), waits('B', '2026-11-30'), waits('C', '2026-11-01')] };
  const { asked, left } = await sent(kept, () => ({ is: 'answer', body: undefined }));
  expect(asked.sort()).toEqual(['A', 'C']);
  expect(left.map((one) => one.answer.number)).toEqual(['B']);
});

test('an answer that was not heard of goes again by the attempt that is its own', async () => {
  const tries: (string | undefined)[] = [];
  const book = { drafts: drafts() } as unknown as Parameters<typeof keptStudies>[0];
  const post = async (_path: string, { attempt }: { attempt?: string }) => {
    tries.push(attempt);
    return { is: 'offline' };
  };
  await keepStudies(book, { waiting: [waits('A', '2026-11-29')] });
  for (const _ of [1, 2]) await sendAnswers({ post } as unknown as OnlineApi, book, '2026-11-30');
  expect(tries[0]).toMatch(/^[0-9a-f]{32}$/);
  expect([tries[1], answer('A').attempt === tries[0]]).toEqual([tries[0], false]);
});

test('nothing is left under a name where nothing waits', async () => {
  const { keys } = await sent({ waiting: [waits('A', '2026-11-29')] }, () => ({ is: 'answer', body: undefined }));
  expect(keys).toEqual([]);
});

test('what was refused stays and says why, and is not sent again by itself', async () => {
  const problem = { type: '', title: '', status: 422, detail: 'Nomor kartu salah ketik.', errors: [] };
  const { left } = await sent({ waiting: [waits('A', '2026-11-29')] }, () => ({ is: 'problem', problem }));
  expect(left.map(({ refused }) => refused)).toEqual(['Nomor kartu salah ketik.']);
  expect((await sent({ waiting: left }, () => ({ is: 'offline' }))).asked).toEqual([]);
});

test('what its study does not take now goes again by itself, and says why meanwhile', async () => {
  const problem = { type: '', title: '', status: 409, detail: 'Penelitian ini belum dibuka.', errors: [] };
  const { left } = await sent({ waiting: [waits('A', '2026-11-29')] }, () => ({ is: 'problem', problem }));
  expect(left.map(({ refused }) => refused)).toEqual(['Penelitian ini belum dibuka.']);
  const again = await sent({ waiting: left }, () => ({ is: 'answer', body: undefined }));
  expect([again.asked, again.left]).toEqual([['A'], []]);
});

test('what was deleted while another was on its way is not sent', async () => {
  const book = { drafts: drafts() } as unknown as Parameters<typeof keptStudies>[0];
  await keepStudies(book, { waiting: [waits('A', '2026-11-29'), waits('B', '2026-11-29')] });
  const asked: string[] = [];
  const post = async (_path: string, { number }: { number: string }) => {
    asked.push(number);
    await keepStudies(book, { waiting: [] });
    return { is: 'answer', body: undefined };
  };
  await sendAnswers({ post } as unknown as OnlineApi, book, '2026-11-30');
  expect([asked.length, keptStudies(book).waiting]).toEqual([1, []]);
});

test.each([
  { is: 'offline' },
  { is: 'problem', problem: { status: 401 } },
  { is: 'problem', problem: { status: 503 } },
  { is: 'problem', problem: { status: 429 } },
])('nothing moves where the server does not answer: %o', async (told) => {
  const kept = { waiting: [waits('A', '2026-11-29'), waits('B', '2026-11-29')] };
  const { asked, left } = await sent(kept, () => told);
  expect([asked.length, left]).toEqual([1, kept.waiting]);
});

test('a score goes up or down by chance, so that its mean stays true', () => {
  const chances = Array.from({ length: 800 }, (_, at) => at / 800);
  const rounded = chances.map((chance) => inSteps('43.75', 10, () => chance));
  expect(new Set(rounded)).toEqual(new Set([40, 50]));
  expect(rounded.reduce((sum, one) => sum + one, 0) / 800).toBe(43.75);
  expect(['0.00', '100.00', '50.00'].map((percent) => inSteps(percent, 10, () => 0))).toEqual([0, 100, 50]);
  expect(scoresOf({ physical: { score: '12.00', percent: '50.00' }, other: { score: '3' } }, 10)).toEqual({
    physical: 50,
  });
});

test('a number is told from a slip, however it is typed, and who leaves takes hers along', () => {
  const number = newNumber(() => new Uint8Array([7, 23, 4, 20, 19, 2, 26, 29, 9]));
  expect([number, showNumber(number)]).toEqual(['7Q4MK2TX91', '7Q4M-K2TX-91']);
  expect(['7q4m k2tx 91', '7Q4M-K2TX-9I', '7Q4M-K2TX-92', '7Q4M-K2TX-9'].map(rightNumber)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const kept = withoutNumber({ waiting: [waits(number, ''), waits('B', '')] }, '7q4m-k2tx-91');
  expect(kept.waiting.map((one) => one.answer.number)).toEqual(['B']);
});
