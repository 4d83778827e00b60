import { expect, test } from 'vitest';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import '../coaching_kinds';
import { kind } from '.';

test('a unit is mapped where it was mapped before', () => {
  const villages = ['33.22.01.2003', '33.22.01.2004'].map((value) => ({ value, label: value }));
  const asked = (records: Parameters<NonNullable<(typeof kind.fields)[0]['default']>>[2]) =>
    kind.fields.find(({ name }) => name === 'village')?.default?.({ ...sampleLookups, villages }, {}, records);
  expect(asked([sampleRecord('village_profile', { village: '33.22.01.2004' })])).toBe('33.22.01.2004');
  expect(asked([])).toBeUndefined();
});
