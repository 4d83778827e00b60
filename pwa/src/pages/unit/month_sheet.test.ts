import sheets from '@vectors/month_sheets.json';
import vectors from '@vectors/small_numbers.json';
import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { type CountedMeasure, type MonthCounts, reportDefinitions } from './month_counts';
import { confirmedRows, sheetOf } from './month_sheet';
import { type ToldNumber, toldParts, toldWhole } from './small_numbers';
import { w } from './unit_words';

const LEAST = vectors.least;

test.each(vectors.cases.map((one) => [one.about, one] as const))('%s', (_, { whole, parts, complete, told }) => {
  expect([toldWhole(whole, LEAST), ...toldParts(whole, parts, LEAST, complete)]).toEqual(told);
});

/** Every way to make it of so many. */
function* splits(whole: number, cells: number): Generator<number[]> {
  if (cells === 1) return yield [whole];
  for (let first = 0; first <= whole; first++)
    for (const rest of splits(whole - first, cells - 1)) yield [first, ...rest];
}

test.each([
  [2, true],
  [3, true],
  [4, true],
  [1, false],
  [2, false],
  [3, false],
])(
  'of %i parts (all of it: %s) no few one is narrowed down by whoever subtracts and knows the rule',
  (parts, complete) => {
    for (let whole = LEAST; whole <= 20; whole++) {
      const possible = new Map<string, Set<number>[]>();
      for (const world of splits(whole, complete ? parts : parts + 1)) {
        const told = JSON.stringify(toldParts(whole, world.slice(0, parts), LEAST, complete));
        const cells = possible.get(told) ?? world.map(() => new Set<number>());
        for (const [at, one] of world.entries()) cells[at]?.add(one);
        possible.set(told, cells);
      }
      for (const [told, cells] of possible) {
        for (const [at, one] of (JSON.parse(told) as ToldNumber[]).entries()) {
          const found = [...(cells[at] ?? [])].toSorted((a, b) => a - b);
          if (one === 'few') expect(found, told).toEqual([0, 1, 2, 3, 4]);
          if (one === 'hidden') expect(found.length, told).toBeGreaterThan(1);
        }
      }
    }
  },
);

test.each(sheets.cases.map((one) => [one.about, one] as const))('%s', (_, { parts, told, ...counted }) => {
  const measures = [{ key: 'number', ...counted } as unknown as CountedMeasure];
  const [row] = sheetOf({ ...MONTH, measures }, { ...reportDefinitions, sheet: [{ key: 'number', parts }] });
  expect([row?.whole, ...(row?.parts.map(([, one]) => one) ?? [])]).toEqual(told);
});

test.each(sheets.confirmed.map((one) => [one.about, one] as const))('confirmed: %s', (_, one) => {
  const parts = Object.entries(one.parts) as [string, ToldNumber][];
  const rows = [{ key: one.key, whole: one.whole as ToldNumber, parts }];
  const [row] = confirmedRows(rows, one.report as FieldValues);
  expect([row?.whole, Object.fromEntries(row?.parts ?? [])]).toEqual(one.told);
});

const MONTH: MonthCounts = {
  until: '2026-11-23',
  clients: 12,
  left_out: 1,
  steps: { registered: 2, screened: 3, planned: 7, aftercare: 0, closed: 0 },
  measures: reportDefinitions.measures.map(({ key, by }) => ({
    key,
    count: key === 'visits_on_time' ? 14 : 3,
    of: key === 'visits_on_time' ? 20 : null,
    by: by ? {} : null,
    people: { whole: 7, parts: { yes: 6 }, rest: 5 },
  })),
};

test('the sheet has the lines of the policy, each with its words, and no small number of people', () => {
  const sheet = sheetOf(MONTH);
  expect(sheet.map(({ key }) => key)).toEqual(Object.keys(w.sheet.lines));
  const rows = new Map(sheet.map((row) => [row.key, row]));
  expect(rows.get('clients')).toEqual({
    key: 'clients',
    whole: 10,
    parts: [
      ['registered', 'few'],
      ['screened', 'few'],
      ['planned', 'hidden'],
      ['aftercare', 'few'],
      ['closed', 'few'],
    ],
  });
  expect(rows.get('visits_on_time')).toEqual({ key: 'visits_on_time', whole: 20, parts: [['visits_on_time', 10]] });
  expect(rows.get('outreach')?.whole).toBe(3);
  const older = sheetOf({ ...MONTH, measures: MONTH.measures.map(({ people: _, ...one }) => one) });
  expect(older.find(({ key }) => key === 'visits')?.whole).toBe('few');
});
