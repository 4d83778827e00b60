import { expect, test } from 'vitest';
import { byDay, firstOf, isOf, weeksOf } from './month_grid';

test('a month is whole weeks from Monday on, whatever day it begins with', () => {
  const november = weeksOf('2026-11-23');
  expect([november.length, november[0]?.[0], november.at(-1)?.at(-1)]).toEqual([6, '2026-10-26', '2026-12-06']);
  const february = weeksOf('2027-02-10');
  expect([february.length, february[0]?.[0], february.at(-1)?.at(-1)]).toEqual([4, '2027-02-01', '2027-02-28']);
  for (const month of ['2026-01-31', '2028-02-29', '2026-12-31']) {
    const days = weeksOf(month).flat();
    expect(days.filter((day) => isOf(month, day))[0]).toBe(firstOf(month));
    expect(new Set(days).size).toBe(days.length);
    expect(days.length % 7).toBe(0);
  }
});

test('what is planned stands under its day', () => {
  const tasks = [
    { on: '2026-11-23', what: 'a' },
    { on: '2026-11-24', what: 'b' },
    { on: '2026-11-23', what: 'c' },
  ];
  const days = byDay(tasks);
  expect(days.get('2026-11-23')?.map(({ what }) => what)).toEqual(['a', 'c']);
  expect(days.get('2026-11-25')).toBeUndefined();
});
