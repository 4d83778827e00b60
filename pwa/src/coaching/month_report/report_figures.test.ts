import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import '../coaching_kinds';
import { kind, w } from '.';
import { givingAway, movedFigures, movedSince, reportOf } from './report_figures';

const COUNTED = { clients: 15, outreach: 2 };
const report = (fields: FieldValues) => sampleRecord('month_report', fields);
const faults = (fields: FieldValues) =>
  (kind.check?.(fields, null, { ...sampleLookups, today: '2026-11-03' }, { head: {}, records: [] }) ?? []).map(
    ({ fields }) => fields[0],
  );

test('a month that goes on, a changed figure without a reason, and a small number of people are asked about', () => {
  expect(faults({ month: '2026-10', ...COUNTED, counted: COUNTED })).toEqual([]);
  expect(faults({ month: '2026-11', ...COUNTED, counted: COUNTED })).toEqual(['month']);
  expect(faults({ month: '2026-10', on: '2026-10-31', ...COUNTED, counted: COUNTED })).toEqual(['on']);
  expect(faults({ month: '2026-10', clients: 20, outreach: 2, counted: COUNTED })).toEqual(['changed_because']);
  expect(faults({ month: '2026-10', ...COUNTED, visits: 10, counted: COUNTED })).toEqual(['changed_because']);
  expect(faults({ month: '2026-10', clients: 15, outreach: 2, visits: 4, reached: 0, trainings: 12 })).toEqual([
    'reached',
    'visits',
    'trainings',
  ]);
  expect(givingAway({ outreach: 1 })).toEqual([]);
});

test('what was changed by hand, and what the records say otherwise since, are two things', () => {
  const one = report({ month: '2026-10', clients: 20, outreach: 2, counted: COUNTED });
  expect(movedFigures(one.fields)).toEqual(['clients']);
  expect(movedSince(one, COUNTED)).toEqual([]);
  expect(movedSince(one, { outreach: 3, visits: 5 })).toEqual(['clients', 'visits', 'outreach']);
  expect(reportOf([{ ...one, voided: true }, one], '2026-10')).toBe(one);
  expect(reportOf([one], '2026-09')).toBeUndefined();
});

test('a correction is said, whatever number the unit counts it by', () => {
  const fields = { month: '2026-10', on: '2026-11-03', late: true };
  const amended = { ...fields, amended_because: 'Buku tulis dihitung ulang.' };
  expect(kind.line(report(amended), sampleLookups)).toContain(`${w.late} · ${w.corrected}`);
  expect(kind.line({ ...report(fields), n: 95 }, sampleLookups)).not.toContain(w.corrected);
});
