import { expect, test } from 'vitest';
import { faultyFields, sampleRecord } from '../sample_records';
import { kind } from '.';
import { namesakeOf } from './namesake';

const wahyu = sampleRecord('client', { alias: 'Mas Wahyu', code: '7Q4MK2H' });
const rini = sampleRecord('client', { alias: 'Mbak Rini' });

test('another client of the same alias is found, however it is spelt, and hinders nothing', () => {
  const found = (alias: string) => namesakeOf({ alias }, null, [rini, wahyu]);
  expect(found('mas  wahyu ')).toBe(wahyu);
  expect(found('Mas-Wahju')).toBe(wahyu);
  expect(found('Mas Wahyu pasar')).toBeUndefined();
  expect(found('')).toBeUndefined();
  expect(faultyFields(kind, { code: '7Q4MK2H', alias: 'Mas Wahyu', status: 'registered' })).toEqual([]);
});

test('who keeps her alias is not asked again, who takes that of another is', () => {
  expect(namesakeOf({ alias: 'Mas Wahyu' }, { alias: 'Mas Wahyu' }, [wahyu])).toBeUndefined();
  expect(namesakeOf({ alias: 'Mas Wahyu' }, { alias: 'Mas W' }, [wahyu])).toBe(wahyu);
});

test.each(['\u200b', '\u3164\u2060', '\ufeff \u00ad', '\u2800'])('an alias nobody can see is refused: %j', (alias) => {
  expect(faultyFields(kind, { alias, status: 'registered' })).toEqual(['alias']);
});

test('an alias with something to be seen is taken', () => {
  for (const alias of ['W', '\u200bW', '7', '阿'])
    expect(faultyFields(kind, { alias, status: 'registered' })).toEqual([]);
});

test('an alias that is too long is told, not cut', () => {
  expect(faultyFields(kind, { alias: 'W'.repeat(41), status: 'registered' })).toEqual(['alias']);
});
