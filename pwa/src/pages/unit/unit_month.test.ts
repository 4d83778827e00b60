import { expect, test } from 'vitest';
import { monthPlus } from '../../coaching/month_plus';
import { journeyPolicy } from '../../records/journey_policy';
import { words } from '../../words';
import { reportDefinitions } from './month_counts';
import { w } from './unit_words';

test('months go on over the year', () => {
  expect([monthPlus('2026-12', 1), monthPlus('2026-01', -1), monthPlus('2026-11', 0)]).toEqual([
    '2027-01',
    '2025-12',
    '2026-11',
  ]);
});

test('every number and step has its words, and no words are left over', () => {
  expect(Object.keys(w.month.measures).sort()).toEqual(reportDefinitions.measures.map(({ key }) => key).sort());
  expect(Object.keys(words.journey)).toEqual(journeyPolicy.steps.map(({ key }) => key));
});
