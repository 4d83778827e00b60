import { expect, test } from 'vitest';
import { initials, TONES, tone } from './avatar';

test('an alias gives two letters, whatever its shape', () => {
  expect(initials('Mas Wahyu')).toBe('MW');
  expect(initials('Raden Ayu Kusumaningrum')).toBe('RA');
  expect(initials('tia')).toBe('TI');
  expect(initials(' é ')).toBe('É');
  expect(initials('')).toBe('');
});

test('an alias always has the same colour, and aliases spread over all of them', () => {
  const names = [
    'Mas Wahyu',
    'Bang Rul',
    'Kak Tia',
    'Dik Nan',
    'Mbak Sri',
    'Pak De',
    'Cak Nun',
    'Uda Rio',
    'Teh Ani',
    'Om Jo',
  ];
  expect(names.map(tone)).toEqual(names.map(tone));
  expect(new Set(names.map(tone)).size).toBeGreaterThan(TONES / 2);
});
