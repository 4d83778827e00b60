import { expect, test } from 'vitest';
import { firstMeasure } from './office_targets';

test('of a single unit another target is proposed than of an area', () => {
  expect(['country', 'province', 'regency'].map((level) => firstMeasure(level as 'country'))).toEqual([
    'units_operational',
    'units_operational',
    'agents_active',
  ]);
});
