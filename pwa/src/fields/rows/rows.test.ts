import { expect, test } from 'vitest';
import { sampleLookups } from '../../records/sample_records';
import type { FieldSet } from '../field_spec';
import { sayField } from '../say_field';

const STEPS: FieldSet = {
  fields: [
    {
      name: 'steps',
      type: 'rows',
      parts: [
        { name: 'what', type: 'text' },
        { name: 'who', type: 'one' },
        { name: 'amount', type: 'number' },
        { name: 'due', type: 'day' },
      ],
    },
  ],
  words: { fields: {}, options: { 'steps.who': { village: 'Desa' } } },
};

test('each part of a row is said as a field of its type is', () => {
  const rows = [{ what: 'Minta ruang', who: 'village', amount: 3000000, due: '2026-12-31' }, { what: 'Jadwal' }];
  expect(sayField(STEPS, 'steps', rows, sampleLookups)).toBe('Minta ruang (desa, 3.000.000, dan Kam, 31 Des)\nJadwal');
});
