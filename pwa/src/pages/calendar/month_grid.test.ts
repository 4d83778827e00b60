import { expect, test } from 'vitest';
import { byDay, firstOf, isOf, steppedBy, weekOf, weeksOf } from './month_grid';
import { words } from './words.id';

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

test('a week begins on Monday, whichever of its days was meant', () => {
  for (const day of ['2026-11-23', '2026-11-25', '2026-11-29'])
    expect([weekOf(day)[0], weekOf(day).at(-1), weekOf(day).length]).toEqual(['2026-11-23', '2026-11-29', 7]);
  expect(weekOf('2027-01-01')[0]).toBe('2026-12-28');
});

test('arrows lead from day to day and from week to week, out of a month too', () => {
  const from = '2026-11-30';
  const reached = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => steppedBy(key, from));
  const days = ['12-01', '11-29', '12-07', '11-23', '11-30', '12-06'];
  expect(reached).toEqual(days.map((day) => `2026-${day}`));
  expect(steppedBy('a', from)).toBeUndefined();
});

test('a day says in words how much is planned, and that it is today', () => {
  expect(words.dayOf('Sen, 23 Nov', 2, true)).toBe('Sen, 23 Nov, hari ini, 2 rencana');
  expect(words.dayOf('Sel, 24 Nov', 0, false)).toBe('Sel, 24 Nov, tidak ada rencana');
});
