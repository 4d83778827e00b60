import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';

const head = { alias: 'Kak Tia', code: '7Q4MK2H' };
const asked: FieldValues = {
  to_unit: '01920000-0000-7000-8000-000000000001',
  agreed: 'spoken',
  because: 'Pindah rumah.',
  asked_on: '2026-11-23',
  status: 'asked',
};
const wrong = (fields: FieldValues) => faultyFields(kind, fields, null, { head, records: [] });

test('the other unit is told no name before it accepts', () => {
  expect(wrong(asked)).toEqual([]);
  expect(wrong({ ...asked, because: 'Kak Tia pindah rumah.' })).toEqual(['because']);
  expect(wrong({ ...asked, because: 'Kode 7q4mk2h.' })).toEqual(['because']);
});

test('whoever accompanies her asks and withdraws; the units say the rest', () => {
  const steps = (status: string) =>
    kind.fields
      .find(({ name }) => name === 'status')
      ?.optionsFrom?.({ status }, {}, [], sampleLookups)
      .filter((one) => one !== status);
  expect(steps('asked')).toEqual(['withdrawn']);
  expect(steps('offered')).toEqual(['withdrawn']);
  expect(steps('refused')).toEqual(['asked', 'withdrawn']);
  expect(steps('accepted')).toEqual([]);
});

test('one is open at a time', () => {
  const blocked = (status: string) => kind.blockedBy?.([sampleRecord('move', { ...asked, status })], sampleLookups);
  expect(blocked('offered')?.first).toBe('move');
  expect(blocked('refused')).toBeNull();
});
