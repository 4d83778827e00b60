import { expect, test } from 'vitest';
import type { FieldValues } from '../core/types';
import { sampleRecord } from '../records/sample_records';
import { moneyOf, moneyYear, sumOf } from './money_lines';

const paper = (fields: FieldValues) =>
  sampleRecord('funding', { year: 2026, source: 'village_fund', line: 'visits', ...fields });

test('what several papers say of one purpose and source is one line, in the order of their words', () => {
  const papers = [
    paper({ line: 'visits', planned: 100, spent: 40 }),
    paper({ line: 'operation', source: 'csr', planned: 0, spent: 7 }),
    paper({ line: 'visits', spent: 5 }),
    paper({ line: 'visits', source: 'apbd', planned: 9 }),
    paper({ line: 'material', planned: 0 }),
    paper({ line: 'visits', year: 2025, planned: 1000 }),
    sampleRecord('unit_year', { year: 2026, planned: 3 }),
  ];
  const lines = moneyOf(papers, 2026);
  expect(lines).toEqual([
    { line: 'operation', source: 'csr', planned: 0, spent: 7 },
    { line: 'visits', source: 'village_fund', planned: 100, spent: 45 },
    { line: 'visits', source: 'apbd', planned: 9, spent: 0 },
  ]);
  expect(sumOf(lines)).toEqual({ planned: 109, spent: 52 });
});

test('the year that runs is told, or the newest that was', () => {
  const years = (...several: readonly number[]) => several.map((year) => paper({ year }));
  expect(moneyYear(years(2025, 2026, 2027, 2024), '2026-11-30')).toBe(2026);
  expect(moneyYear(years(2024, 2025, 2027), '2026-11-30')).toBe(2025);
  expect(moneyYear([], '2026-11-30')).toBeUndefined();
});
