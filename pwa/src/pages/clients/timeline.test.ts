import { expect, test } from 'vitest';
import { sampleRecord } from '../../records/sample_records';
import { kindChips, timelineRows } from './timeline';

const visit = (on: string) => sampleRecord('visit', { on });
const meeting = (on: string) => sampleRecord('meeting', { on });
const records = [meeting('2026-11-20'), visit('2026-11-20'), visit('2026-11-12')];

test('each day is said once, where it begins', () => {
  expect(timelineRows(records).map(({ day }) => day)).toEqual(['2026-11-20', '', '2026-11-12']);
  expect(timelineRows(records, 'visit').map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-12']);
});

test('a long case can be looked at kind by kind, a short one needs no filter', () => {
  expect(kindChips(records)).toEqual([]);
  const long = [
    ...records,
    ...Array.from({ length: 6 }, (_, at) => visit(`2026-10-0${at + 1}`)),
    sampleRecord('weather', {}),
  ];
  expect(kindChips(long)).toEqual([
    { kind: 'visit', count: 8 },
    { kind: 'meeting', count: 1 },
    { kind: 'weather', count: 1 },
  ]);
  expect(kindChips(Array.from({ length: 12 }, () => visit('2026-11-01')))).toEqual([]);
});
