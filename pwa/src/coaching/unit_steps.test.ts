import { expect, test } from 'vitest';
import './coaching_kinds';
import { sampleRecord } from '../records/sample_records';
import { lifeDays, owesMonth } from './unit_steps';

const NONE = {
  mapped: undefined,
  advocated: undefined,
  decreed: undefined,
  recruited: undefined,
  trained: undefined,
  operational: undefined,
};
const formed = { sort: 'unit_formation', starts_on: '2026-03-10', ends_on: '2027-01-15' };

test('a step is taken on the first day that a paper or the unit’s year tells', () => {
  const training = sampleRecord('training', { sort: 'training_ap', ends_on: '2026-03-24' }, { id: 'bimtek' });
  const papers = [
    sampleRecord('village_profile', { on: '2026-02-01' }),
    sampleRecord('village_profile', { on: '2025-02-01' }),
    sampleRecord('advocacy', { on: '2026-02-20' }),
    sampleRecord('decree', { ...formed, starts_on: '2026-05-01' }),
    sampleRecord('decree', formed),
    sampleRecord('appointment', { starts_on: '2026-03-12' }),
    training,
    sampleRecord('training_attendance', { training: 'bimtek', person: 'sari', passed: true }),
    sampleRecord('unit_year', { year: 2026, advocated_on: '2026-02-10', operational_on: '2026-04-01' }),
  ];
  expect(lifeDays(papers, '2026-11-30')).toEqual({
    mapped: '2025-02-01',
    advocated: '2026-02-10',
    decreed: '2026-03-10',
    recruited: '2026-03-12',
    trained: '2026-03-24',
    operational: '2026-04-01',
  });
  expect(lifeDays([], '2026-11-30')).toEqual(NONE);
});

test('what is over is no step: a decree that ran out, another decree, a unit that rests, a training to come', () => {
  const papers = [
    sampleRecord('decree', { ...formed, ends_on: '2026-11-29' }),
    sampleRecord('decree', { ...formed, sort: 'bersinar' }),
    sampleRecord('training', { sort: 'training_ap', ends_on: '2026-12-01' }, { id: 'to come' }),
    sampleRecord('training_attendance', { training: 'to come', person: 'sari', passed: true }),
    sampleRecord('unit_year', { year: 2026, operational_on: '2026-04-01', paused_on: '2026-09-01' }),
  ];
  expect(lifeDays(papers, '2026-11-30')).toEqual(NONE);
});

test('a month is waited for from the one in which the unit begins to work, and not while it rests', () => {
  const year = (days: object) => [sampleRecord('unit_year', { year: 2026, ...days })];
  const works = year({ operational_on: '2026-04-20' });
  expect(['2026-03', '2026-04', '2026-05'].map((month) => owesMonth(works, month))).toEqual([false, true, true]);
  expect(owesMonth(year({ operational_on: '2026-04-20', paused_on: '2026-09-01' }), '2026-10')).toBe(false);
  expect(owesMonth([], '2026-10')).toBe(false);
});
