import { expect, test } from 'vitest';
import { finder, initialOf, plain } from './find';

const things = [
  { id: '1', name: 'Mas Wahyu', also: '7Q4MK2H' },
  { id: '2', name: 'Raden Ayu Kusumaningrum Sastroamidjojo', also: 'B1C2D3X' },
  { id: '3', name: 'Mbak Soelastri', also: 'Z9Z9Z9A' },
  { id: '4', name: 'Kak Tia', also: 'K2K2K2K' },
];
const find = finder(things);

test('nothing typed shows everybody in their order', () => {
  expect(find('  ')).toEqual(['1', '2', '3', '4']);
});

test('the beginning of any word is enough', () => {
  expect(find('wah')).toEqual(['1']);
  expect(find('kusu')).toEqual(['2']);
  expect(find('ma wa')).toEqual(['1']);
});

test('spelling is forgiven: a wrong letter, an old spelling, a double letter', () => {
  expect(find('wahju')).toEqual(['1']);
  expect(find('sulastri')).toEqual(['3']);
  expect(find('sastroamijoyo')).toEqual(['2']);
  expect(find('tiaa')).toEqual(['4']);
});

test('who is meant stands first: the name itself, then its beginning, then what is nearly it, and the code last', () => {
  const names = [
    { id: 'code', name: 'Kembang', also: 'RINI' },
    { id: 'near', name: 'Mbak Runi' },
    { id: 'begins', name: 'Rinihati' },
    { id: 'is', name: 'Mbak Rini' },
  ];
  expect(finder(names)('rini')).toEqual(['is', 'begins', 'code', 'near']);
});

test('every word that was typed has to fit', () => {
  expect(find('wahyu sulastri')).toEqual([]);
  expect(find('raden sastro')).toEqual(['2']);
  expect(find('...')).toEqual([]);
});

test('the code finds her too', () => {
  expect(find('7q4m')).toEqual(['1']);
});

test('what fits nobody finds nobody', () => {
  expect(find('xyzzy')).toEqual([]);
});

test('plain letters', () => {
  expect(plain('Djoéko')).toBe('yuko');
});

test('spelling old and new, marks inside a word and titles of address stand in nobody’s way', () => {
  const people = ['Ma’ruf', "Jum'at", 'Soerjadi', 'Pak Slamet', 'Tjokro', 'Mas Djoko'].map((name) => ({
    id: name,
    name,
  }));
  const find = finder(people);
  for (const [typed, name] of [
    ['maruf', 'Ma’ruf'],
    ["ma'ruf", 'Ma’ruf'],
    ['jumat', "Jum'at"],
    ['suryadi', 'Soerjadi'],
    ['bapak slamet', 'Pak Slamet'],
    ['cokro', 'Tjokro'],
    ['joko', 'Mas Djoko'],
    ['mas', 'Mas Djoko'],
  ] as const)
    expect([typed, find(typed)[0]]).toEqual([typed, name]);
});

test('a name is looked up by its own letter, not by how people are addressed', () => {
  const names = ['Mas Wahyu', 'Bu Asri', 'bintang', 'Mas', 'Élok', '7 Mawar', ''];
  expect(names.map(initialOf)).toEqual(['W', 'A', 'B', 'M', 'E', '#', '#']);
});
