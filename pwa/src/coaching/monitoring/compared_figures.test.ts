import { expect, test } from 'vitest';
import '../coaching_kinds';
import { kind } from '.';
import { comparedFigures } from './compared_figures';

test('each figure is told apart by what became of it', () => {
  const start = { on: '2026-02-01', outreach: 4, reached: 10, screened: 3, room: 'weak', sk_valid: true, talks: 2 };
  const end = { on: '2026-11-01', outreach: 9, reached: 7, screened: 3, room: 'good', sk_valid: true, plans: 5 };
  expect(comparedFigures(kind.fields, start, end)).toEqual([
    { name: 'sk_valid', change: 'same' },
    { name: 'room', change: 'other' },
    { name: 'outreach', change: 'more', by: 5 },
    { name: 'reached', change: 'less', by: 3 },
    { name: 'screened', change: 'same' },
    { name: 'talks', change: 'gone' },
    { name: 'plans', change: 'added' },
  ]);
});
