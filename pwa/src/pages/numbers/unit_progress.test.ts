import { expect, test } from 'vitest';
import { firstMeasure } from './office_targets';
import { type FunnelPlace, moneyRows, spentLine, undocumentedLine } from './unit_progress';

test('money stands by what it is for, with where it comes from, and all of it last', () => {
  const line = (line: string, source: string, planned: number, spent: number) => ({ line, source, planned, spent });
  const money = [line('visits', 'apbd', 100, 25), line('visits', 'csr', 0, 50), line('other', 'self', 0, 7)];
  const rows = moneyRows({ money } as unknown as Parameters<typeof moneyRows>[0]);
  expect(rows.map(({ name, value, share }) => [name, value, share])).toEqual([
    ['Kunjungan', 'Rp75 dari Rp100', 0.75],
    ['Lainnya', 'Rp7 dari Rp0', undefined],
    ['Seluruhnya', 'Rp82 dari Rp100', 0.82],
  ]);
  expect(rows.map(({ line }) => line)).toEqual(['APBD Rp25 dari Rp100 · CSR Rp50 dari Rp0', 'Swadaya', undefined]);
});

test('of a single unit another target is proposed than of an area', () => {
  expect(['country', 'province', 'regency'].map((level) => firstMeasure(level as 'country'))).toEqual([
    'units_operational',
    'units_operational',
    'agents_active',
  ]);
});

test('who has no budget for papers and reports is named where the units are told by name', () => {
  const at = (level: string, name: string, units: number, has: number, spent = 0): FunnelPlace => ({
    place: name,
    level,
    name,
    units,
    besides: [{ measure: 'units_with_documentation', count: has, target: null }],
    money: spent ? [{ line: 'visits', source: 'csr', planned: 9, spent }] : [],
    steps: [],
    trainings: [],
    agents: { active: 0, active_target: null, trained: 0, trained_target: null },
  });
  const said = '2 dari 3 unit belum punya anggaran pencatatan dan laporan';
  const units = [at('unit', 'IBM A', 1, 0), at('unit', 'IBM B', 1, 1, 4), at('unit', 'IBM C', 1, 0)];
  expect(undocumentedLine([at('regency', 'Kab', 3, 1), ...units])).toBe(`${said}: IBM A dan IBM C.`);
  expect(undocumentedLine([at('province', 'Prov', 3, 1), at('regency', 'Kab', 3, 1)])).toBe(`${said}.`);
  expect(undocumentedLine([at('province', 'Prov', 3, 3)])).toBe('');
  expect(['IBM A', 'IBM B'].map((unit) => spentLine(units, unit))).toEqual(['', 'anggaran: Rp4 dari Rp9']);
});
