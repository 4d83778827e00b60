import { expect, test } from 'vitest';
import '../../coaching/coaching_kinds';
import type { FieldValues, Role } from '../../core/types';
import { sampleRecord } from '../../records/sample_records';
import { lifePath } from './life_path';

const UNIT = 'papers';
const STORY: readonly (readonly [string, FieldValues])[] = [
  ['village_profile', { on: '2026-02-01' }],
  ['advocacy', { on: '2026-02-10' }],
  ['decree', { sort: 'unit_formation', starts_on: '2026-03-10' }],
  ['appointment', { starts_on: '2026-03-12' }],
  ['training', { sort: 'training_ap', ends_on: '2026-03-24' }],
  ['training_attendance', { training: 'training', person: 'sari', passed: true }],
  ['unit_year', { year: 2026 }],
];
const after = (many: number, role: Role) => {
  const records = STORY.slice(0, many).map(([kind, fields]) => sampleRecord(kind, fields, { id: kind }));
  return lifePath({ id: UNIT, alias: 'Getasan', records }, role, '2026-11-30');
};

test('each paper leads to the next, and what names somebody is left to whoever leads the unit', () => {
  const told = (role: Role) => STORY.map((_, many) => after(many, role)).map(({ target }) => target?.kind);
  expect(told('district')).toEqual([
    'village_profile',
    'advocacy',
    'decree',
    undefined,
    'training',
    undefined,
    'unit_year',
  ]);
  expect(told('coordinator').filter(Boolean)).toEqual(['appointment', 'training_attendance']);
});

test('a unit’s year that stands is told that it works, and nothing is asked of one that does', () => {
  const ready = after(STORY.length, 'district');
  expect(ready.next).toBe('operational');
  expect(ready.target).toEqual({ client: UNIT, kind: 'unit_year', record: 'unit_year', editedAlone: 'operational_on' });
  const works = sampleRecord('unit_year', { year: 2026, operational_on: '2026-04-01' }, { id: 'unit_year' });
  const records = [...STORY.slice(1, -1).map(([kind, fields]) => sampleRecord(kind, fields, { id: kind })), works];
  expect(lifePath({ id: UNIT, alias: '', records }, 'district', '2026-11-30')).toMatchObject({ next: undefined });
});
