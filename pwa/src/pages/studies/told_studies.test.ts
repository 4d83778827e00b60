import { expect, test } from 'vitest';
import { type ArmResult, comparedRows, faultsIn, reachOf, readUnder, stateOf, type ToldStudy } from './told_studies';

const study = { starts_on: '2026-01-01', ends_on: '2026-06-30', shown_from: '2026-07-31' } as ToldStudy;
const arm = (more: Partial<ArmResult>): ArmResult => ({
  arm: 'ibm',
  pairs: 30,
  lost: null,
  changes: [],
  differences: [],
  ...more,
});

test.each([
  ['2025-12-31', 'coming'],
  ['2026-01-01', 'running'],
  ['2026-06-30', 'running'],
  ['2026-07-30', 'closing'],
  ['2026-07-31', 'over'],
])('on %s a study is %s', (today, state) => {
  expect(stateOf(study, today)).toBe(state);
});

test('a domain that is told of one arm alone has no difference, and one of none stands there too', () => {
  const ibm = arm({
    changes: [
      { domain: 'physical', change: '10.8' },
      { domain: 'social', change: '-2.0' },
    ],
  });
  const other = arm({
    changes: [{ domain: 'physical', change: '-1.3' }],
    differences: [{ domain: 'physical', difference: '12.1', low: '6.5', high: '17.7' }],
  });
  const rows = comparedRows(['physical', 'social', 'environment'], ibm, other);
  expect(rows.map(({ ibm: one, other: two, against }) => [one, two, against?.difference])).toEqual([
    ['10.8', '-1.3', '12.1'],
    ['-2.0', undefined, undefined],
    [undefined, undefined, undefined],
  ]);
  expect([reachOf(rows), reachOf([])]).toEqual([20, 10]);
});

test('what was refused is told at its field, the first of it', () => {
  const errors = [
    { pointer: '/arms/1', detail: 'A' },
    { pointer: '/arms', detail: 'B' },
    { pointer: '/ends_on', detail: 'C' },
  ];
  const problem = { type: '', title: '', status: 422, detail: '', errors };
  expect(faultsIn(problem)).toEqual({ arms: 'A', ends_on: 'C' });
  expect(faultsIn(undefined)).toEqual({});
});

test('a form shows what it was read under, and what was typed over an older one is not sent over a newer', () => {
  const now = { ...study, name: 'Baru' };
  const typed = { ...study, question: 'Apakah hidup membaik?' };
  expect(readUnder(study, now, undefined)).toEqual({ text: now, elsewhere: false });
  expect(readUnder(study, now, typed)).toEqual({ text: typed, elsewhere: true });
  expect(readUnder(study, { ...study }, typed)).toEqual({ text: typed, elsewhere: false });
});
