import { expect, test } from 'vitest';
import { PROVINCE_TILES, shadeOf, tilesInOrder } from './tile_grid';
import { levelInside, levelOf, type QuarterNumbers } from './told_numbers';
import { areaRows, partRows, spanRows, summaryRows } from './value_rows';

const part = (name: string | null, count: number, month: string | null = null) => ({ month, part: name, count });
const TOLD: QuarterNumbers = {
  span: '2026-Q3',
  spans: ['2026-Q3', '2026-Q2'],
  places: [
    { place: '33', name: 'Jawa Tengah' },
    { place: '34', name: 'Daerah Istimewa Yogyakarta' },
    { place: '35', name: 'Jawa Timur' },
  ],
  rules: '2027-1 2027-1',
  least: 5,
  units: 3,
  awaited: [],
  numbers: [
    { place: '33', measure: 'reached', parts: [part(null, 40), part(null, 12, '2026-07')] },
    { place: '35', measure: 'reached', parts: [part(null, 10)] },
    { place: '33', measure: 'voluntary', parts: [part(null, 8), part('yes', 5), part('rest', 3)] },
    { place: '35', measure: 'voluntary', parts: [part(null, 9)] },
    { place: '33', measure: 'clients', parts: [part(null, 30), part('closed', 15)] },
  ],
};
const SHARES = new Set(['voluntary']);

test('each area has its row, also where nothing is told, and its bar beside the greatest', () => {
  const rows = areaRows(TOLD, 'reached', SHARES, (_, name) => name);
  expect(rows.map(({ key, value, share }) => [key, value, share])).toEqual([
    ['33', '40', 1],
    ['34', undefined, undefined],
    ['35', '10', 0.25],
  ]);
});

test('a share is read in percent of its whole, rounded half up, and not at all where its numerator is not told', () => {
  const rows = areaRows(TOLD, 'voluntary', SHARES, (place) => place);
  expect(rows.map(({ value, line, share }) => [value, line, share])).toEqual([
    ['63%', '5 dari 8', 0.63],
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
  ]);
});

test('a part that is not told stands among the others', () => {
  const line = { key: 'clients', parts: ['closed', 'planned'] };
  expect(partRows(TOLD, '33', line).map(({ key, value }) => [key, value])).toEqual([
    ['closed', '15'],
    ['planned', undefined],
  ]);
});

test('the summary names every number, and quarters stand by name', () => {
  const lines = [{ key: 'reached' }, { key: 'outreach' }];
  expect(summaryRows(TOLD, '34', lines, SHARES).map(({ value }) => value)).toEqual([undefined, undefined]);
  expect(spanRows([TOLD], '33', 'reached', SHARES)[0]).toMatchObject({ name: 'Triwulan III 2026', value: '40' });
});

test('every province has a cell of its own, and regencies follow their codes', () => {
  const places = PROVINCE_TILES.map(({ column, row }) => `${column} ${row}`);
  expect([PROVINCE_TILES.length, new Set(places).size, new Set(PROVINCE_TILES.map(({ code }) => code)).size]).toEqual([
    38, 38, 38,
  ]);
  expect(tilesInOrder(['33.22', '33.01']).map(({ label, column }) => [label, column])).toEqual([
    ['01', 0],
    ['22', 1],
  ]);
});

test('a shade says how near to the greatest, and nothing of what is not told', () => {
  expect([0, 1, 40, 90].map((weight) => shadeOf(weight, 90, 3))).toEqual([1, 1, 2, 3]);
  expect([shadeOf(undefined, 90, 3), shadeOf(0, 0, 3)]).toEqual([undefined, 1]);
});

test('the way in is her own area, the way down ends at the units', () => {
  expect(['national', 'province', 'district'].map(levelOf)).toEqual(['country', 'province', 'regency']);
  expect(levelInside('unit')).toBeUndefined();
});
