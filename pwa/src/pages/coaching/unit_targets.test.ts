import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { sampleRecord } from '../../records/sample_records';
import { unitTargets, yearOfUnit } from './unit_targets';

const yearly = (year: number, fields: FieldValues = {}) => sampleRecord('unit_year', { year, ...fields });
const FIELDS = { target_clients: 20, target_meetings: 40, target_outreach: 0 };
const figure = (name: string, value: number | null, why: 'few' | 'not-over' | null = null) => ({
  figure: name,
  value,
  why,
  spans: [],
});

test('each target of the unit stands beside the figure it is of, or beside why there is none', () => {
  const figures = [figure('clients', 12), figure('meetings', null, 'few'), figure('outreach', null, 'not-over')];
  const counts = { year: 2026, through: '2026-09-30', least: 5, figures };
  expect(unitTargets(yearly(2026, FIELDS), counts)).toEqual([
    { figure: 'clients', wanted: 20, reached: 12, why: undefined },
    { figure: 'meetings', wanted: 40, reached: undefined, why: 'few' },
    { figure: 'outreach', wanted: 0, reached: undefined, why: 'not-over' },
  ]);
  expect(unitTargets(yearly(2026, FIELDS), undefined).map(({ why }) => why)).toEqual(['unheard', 'unheard', 'unheard']);
});

test('a year that is prepared is not yet the year, and one of which nothing is heard any more is none', () => {
  const years = [yearly(2027), yearly(2025), yearly(2026)];
  expect(yearOfUnit(years, '2026-11-30')?.fields['year']).toBe(2026);
  expect(yearOfUnit([yearly(2025)], '2026-11-30')?.fields['year']).toBe(2025);
  expect(yearOfUnit([yearly(2027), yearly(2024)], '2026-11-30')).toBeUndefined();
});
