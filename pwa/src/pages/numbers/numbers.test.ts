import { expect, test } from 'vitest';
import { targetTyped } from './office_targets';
import { outreachRows, yearBefore } from './outreach_rows';
import { PROVINCE_TILES, shadeOf, tilesInOrder } from './tile_grid';
import { levelInside, levelOf, type QuarterNumbers } from './told_numbers';
import { agentRows, besideRows, phaseRows, placeRows, stepRows, trainingRows, undocumented } from './unit_progress';
import { tasksByMonth } from './unit_tasks';
import { areaRows, groupsOf, partRows, spanRows, summaryRows } from './value_rows';
import { unitsByVillage, usualName, villageOption } from './village_units';

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
  later: ['relapse'],
  numbers: [
    { place: '33', measure: 'reached', parts: [part(null, 40), part(null, 12, '2026-07')] },
    { place: '35', measure: 'reached', parts: [part(null, 10)] },
    { place: '33', measure: 'voluntary', parts: [part(null, 8), part('yes', 5), part('rest', 3)] },
    { place: '34', measure: 'voluntary', parts: [part(null, 0), part('yes', 0), part('rest', 0)] },
    { place: '35', measure: 'voluntary', parts: [part(null, 9)] },
    { place: '33', measure: 'clients', parts: [part(null, 30), part('closed', 15)] },
  ],
  targets: [],
};
const WANTED: QuarterNumbers = {
  ...TOLD,
  targets: [
    { place: '33', measure: 'reached', value: 100, reached: 75 },
    { place: '33', measure: 'voluntary', value: 70, reached: 60 },
    { place: '34', measure: 'reached', value: 8, reached: null },
  ],
};
const words = { id: { name: 'Nama', counts: '', shares: '', without: '', time: '', parts: { yes: 'Sukarela' } } };
const lineOf = (key: string, ...parts: string[]) => ({ key, parts: parts.map((one) => ({ part: one })), words });
const VOLUNTARY = lineOf('voluntary', 'yes', 'rest');

test('each area has its row, also where nothing is told, and its bar beside the greatest', () => {
  const rows = areaRows(TOLD, lineOf('reached'), (_, name) => name);
  expect(rows.map(({ key, value, share }) => [key, value, share])).toEqual([
    ['33', '40', 1],
    ['34', undefined, undefined],
    ['35', '10', 0.25],
  ]);
});

test('a share is read in percent of its whole, half up, and only out of how many where its numerator is not told', () => {
  const rows = areaRows(TOLD, VOLUNTARY, (place) => place);
  expect(rows.map(({ value, line, share }) => [value, line, share])).toEqual([
    ['63%', '5 dari 8', 0.63],
    ['Tidak ada', undefined, undefined],
    [undefined, 'dari 9', undefined],
  ]);
});

test('a share within a part is read of that part', () => {
  const parts = [{ part: 'counted', into: [{ part: 'women' }, { part: 'others' }] }, { part: 'rest' }];
  const line = { key: 'women', share_of: 'counted', parts, words };
  const told = [part(null, 40), part('counted', 30), part('women', 20), part('others', 10), part('rest', 10)];
  const read = (several: typeof told) =>
    summaryRows({ ...TOLD, numbers: [{ place: '33', measure: 'women', parts: several }] }, '33', [line])[0];
  expect(read(told)).toMatchObject({ value: '67%', line: '20 dari 30', share: 0.67 });
  expect(read(told.slice(0, 2))).toMatchObject({ value: undefined, line: 'dari 30' });
  expect(read(told.slice(0, 1))?.value).toBeUndefined();
});

test('a part that is not told stands among the others, by the name that the policy gives it', () => {
  const line = { key: 'voluntary', parts: [{ part: 'yes', into: [{ part: 'first' }] }, { part: 'rest' }], words };
  expect(partRows(TOLD, '33', line).map(({ name, value }) => [name, value])).toEqual([
    ['Sukarela', '5'],
    ['first', undefined],
    ['rest', '3'],
  ]);
});

test('a target of the year stands beside the number, and its bar is the year so far', () => {
  const lines = [lineOf('reached'), VOLUNTARY, lineOf('clients')];
  expect(
    summaryRows(WANTED, '33', lines).map(({ value, line, share, target }) => [value, line, share, target]),
  ).toEqual([
    ['40', 'target 2026: 100, sampai triwulan ini 75', 0.75, 1],
    ['63%', '5 dari 8 · target 2026: 70%, sampai triwulan ini 60%', 0.6, 0.7],
    ['30', undefined, undefined, undefined],
  ]);
  expect(summaryRows(WANTED, '34', lines)[0]).toMatchObject({ value: undefined, line: 'target 2026: 8' });
  expect(summaryRows(WANTED, '34', lines)[0]?.share).toBeUndefined();
  expect(areaRows(WANTED, lineOf('reached'), (place) => place).map(({ line }) => line)).toEqual([
    'target 2026: 100, sampai triwulan ini 75',
    'target 2026: 8',
    undefined,
  ]);
});

test('a target is a whole number, and of a share no more than a hundred', () => {
  expect(['0', ' 45 ', '101', '-1', '2,5', '', '1000000000'].map((typed) => targetTyped(typed))).toEqual([
    0,
    45,
    101,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(['100', '101'].map((typed) => targetTyped(typed, true))).toEqual([100, undefined]);
});

test('what comes later is not hidden, and quarters stand by name', () => {
  const lines = [lineOf('relapse', 'yes', 'rest'), lineOf('plans')];
  expect(summaryRows(TOLD, '34', lines).map(({ value }) => value)).toEqual(['Menyusul', undefined]);
  expect(spanRows([TOLD], '33', lineOf('reached'))[0]).toMatchObject({ name: 'Triwulan III 2026', value: '40' });
});

test('a number that no heading names is on the page all the same', () => {
  const groups = groupsOf([lineOf('plans'), lineOf('new_one')], [['Klien', ['reached', 'plans']]], 'Lainnya');
  expect(groups.map(([title, lines]) => [title, lines.map(({ key }) => key)])).toEqual([
    ['Klien', ['plans']],
    ['Lainnya', ['new_one']],
  ]);
});

test('steps and phases stand beside their targets, and who was not assessed is counted', () => {
  const agents = { active: 8, active_target: null, trained: 5, trained_target: 10 };
  const steps = [
    { step: 'mapped', count: 4, target: 2 },
    { step: 'decreed', count: 1, target: null },
  ];
  const place = {
    place: '33',
    level: 'province',
    name: 'Jawa Tengah',
    units: 4,
    steps,
    besides: [],
    trainings: [],
    money: [],
    agents,
  };
  const having = [{ measure: 'units_with_agreement', count: 1, target: null }];
  expect(besideRows({ ...place, besides: having })[0]).toMatchObject({
    name: 'Punya perjanjian yang masih berlaku',
    value: '1',
    share: 0.25,
  });
  const trainings = [
    { measure: 'trainings_held', count: 2, target: 4 },
    { measure: 'refreshers_due', count: 7, target: null },
  ];
  expect(trainingRows({ ...place, trainings }).map(({ name, share, target }) => [name, share, target])).toEqual([
    ['Pelatihan yang selesai', 0.5, 1],
    ['Agen yang perlu penyegaran', undefined, undefined],
  ]);
  expect(undocumented(place)).toBe(4);
  expect(undocumented({ ...place, besides: [{ measure: 'units_with_documentation', count: 3, target: null }] })).toBe(
    1,
  );
  expect(stepRows(place).map(({ value, line, share, target }) => [value, line, share, target])).toEqual([
    ['4', 'target 2', 1, 0.5],
    ['1', undefined, 0.25, undefined],
  ]);
  expect(agentRows(place).map(({ share, target }) => [share, target])).toEqual([
    [0.8, undefined],
    [0.5, 1],
  ]);
  const phases = { place: '33', units: 4, target: { tumbuh: 3 }, reached: { rintisan: 1 } };
  const asked = { year: 2025, phases: ['rintisan', 'tumbuh'], places: [phases], board: [] };
  expect(phaseRows(asked, phases).map(({ name, value, target }) => [name, value, target])).toEqual([
    ['Rintisan', '1', undefined],
    ['Tumbuh', '0', 0.75],
    ['Belum dinilai untuk tahun 2025', '3', undefined],
  ]);
  expect(placeRows([place], 'mapped', ({ name }) => name)).toMatchObject([{ name: 'Jawa Tengah', value: '4' }]);
});

test('what is asked of an officer stands by month, and what has no day in this one', () => {
  const task = (on: string | null) => ({ unit: 'a', record: String(on), code: 'x', sentence: '', on, late: false });
  const months = tasksByMonth([task('2026-12-01'), task(null), task('2026-10-05')], '2026-11-30');
  expect(months.map(([month, several]) => [month, several.length])).toEqual([
    ['2026-10', 1],
    ['2026-11', 1],
    ['2026-12', 1],
  ]);
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

test('what units did in public is a list, the newest first, with who, how many and what was talked about', () => {
  const held = (id: string, on: string, more: object = {}) =>
    ({ id, changed_at: on, on, unit: 'u', way: 'village_meeting', head_total: 34, ...more }) as never;
  const told = [held('a', '2026-03-08'), held('b', '2026-11-08', { topics: ['services_free', 'where_to_go'] })];
  expect(outreachRows(told, new Map([['u', 'IBM Kopeng']]), '2026-11-30')).toEqual([
    {
      id: 'b',
      title: 'Rapat desa, RT, PKK',
      line: 'Min, 8 Nov · 34 orang · IBM Kopeng · Layanan gratis dan Ke mana minta tolong',
    },
    { id: 'a', title: 'Rapat desa, RT, PKK', line: 'Min, 8 Mar · 34 orang · IBM Kopeng' },
  ]);
  expect(['2026-11-30', '2028-02-29'].map(yearBefore)).toEqual(['2025-11-30', '2027-02-28']);
});

test('a unit is called by its village, as villages are called', () => {
  const at = (code: string): string => usualName({ code, name: 'Lerep', kecamatan: 'Ungaran Barat' });
  expect([at('33.22.10.1007'), at('33.22.10.2007')]).toEqual(['IBM Kelurahan Lerep', 'IBM Desa Lerep']);
});

test('beside a village that has a unit stands which', () => {
  const units = unitsByVillage([{ village: '33.22.01.2003', name: 'IBM Desa Kopeng' }] as never);
  const line = (code: string) => villageOption({ code, name: 'Kopeng', kecamatan: 'Getasan' }, units).line;
  expect(line('33.22.01.2003')).toBe('Getasan · sudah ada IBM Desa Kopeng');
  expect(line('33.22.01.2004')).toBe('Getasan');
});
