import { expect, test } from 'vitest';
import type { ApiAnswer, Casebook, Id, Json, OnlineApi } from '../core/types';
import { unfinishedOf } from '../pages/drafts/unfinished';
import { sampleLookups } from '../records/sample_records';
import { keepCounts, keptCounts, toldFigures, toldQuarters } from './kept_counts';

const FEEDS = ['01920000-18f4-8bbf-8f51-5c163ef31efe', '01920000-9565-890a-8bb8-c37b6361aca4'] as Id[];
const BODY = {
  unit: 'u',
  year: 2026,
  through: '2026-09-30',
  least: 5,
  figures: [
    { figure: 'outreach', value: 12, why: null, spans: ['2026-Q1'] },
    { figure: 'finished', value: null, why: 'few', spans: [] },
  ],
};

function keeper(answer: ApiAnswer<unknown>) {
  const [lying, asked] = [new Map<string, Json>(), [] as string[]];
  const drafts = {
    keys: () => [...lying.keys()],
    read: (key: string) => lying.get(key),
    write: async (key: string, value: Json) => void lying.set(key, value),
  };
  const api = {
    get: async (path: string) => {
      asked.push(path);
      return answer;
    },
  } as unknown as OnlineApi;
  return { book: { drafts } as unknown as Casebook, api, asked };
}

test('what the server says is asked for once a day, and no list of unfinished forms names it', async () => {
  const { book, api, asked } = keeper({ is: 'answer', body: BODY });
  await keepCounts(api, book, FEEDS, '2026-11-23');
  await keepCounts(api, book, FEEDS, '2026-11-23');
  const years = [2026, 2025];
  const path = (feed: string, year: number): string => `/v1/units/${feed.replace('-8', '-7')}/counts?year=${year}`;
  expect(asked).toEqual(FEEDS.flatMap((feed) => years.map((year) => path(feed, year))));
  const counts = keptCounts(book, FEEDS[0] as Id, 2026);
  expect([keptCounts(book, FEEDS[1] as Id, 2025)?.year, counts && toldQuarters(counts.figures)]).toEqual([
    2025,
    ['2026-Q1'],
  ]);
  expect(counts && toldFigures(counts, new Set(['outreach']))).toEqual({ outreach: 12 });
  expect(unfinishedOf(book, sampleLookups)).toEqual([]);
  await keepCounts(api, book, FEEDS, '2026-11-24');
  expect(asked.length).toBe(8);
});

test('what an older app kept, without its quarters, is asked for anew on the same day', async () => {
  const { book, api, asked } = keeper({ is: 'answer', body: BODY });
  const [feed] = FEEDS as [Id, Id];
  const figures = [{ figure: 'outreach', value: 9, why: null }];
  await book.drafts.write(`=counts/${feed}/2026`, {
    asked: '2026-11-23',
    counts: { year: 2026, through: '2026-09-30', least: 5, figures },
  });
  expect(keptCounts(book, feed, 2026)).toBeUndefined();
  await keepCounts(api, book, [feed], '2026-11-23');
  expect([asked.length, keptCounts(book, feed, 2026)?.figures[0]?.value]).toEqual([2, 12]);
});

test('without a line what was kept stays, and nobody is asked in vain', async () => {
  const { book, api, asked } = keeper({ is: 'offline' });
  await keepCounts(api, book, FEEDS, '2026-11-23');
  expect([asked.length, keptCounts(book, FEEDS[0] as Id, 2026)]).toEqual([1, undefined]);
});
