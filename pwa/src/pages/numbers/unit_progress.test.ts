import { expect, test } from 'vitest';
import { firstMeasure } from './office_targets';
import { moneyRows } from './unit_progress';

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
