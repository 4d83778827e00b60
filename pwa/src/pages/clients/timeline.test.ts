import { expect, test } from 'vitest';
import { sampleRecord } from '../../records/sample_records';
import { kindChips, timelineRows } from './timeline';

const visit = (on: string) => sampleRecord('visit', { on });
const meeting = (on: string) => sampleRecord('meeting', { on });
const records = [meeting('2026-11-20'), visit('2026-11-20'), visit('2026-11-12')];

test('each day is said once, where it begins', () => {
  expect(timelineRows(records, 'Asia/Jakarta').map(({ day }) => day)).toEqual(['2026-11-20', '', '2026-11-12']);
  expect(timelineRows(records, 'Asia/Jakarta', 'visit').map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-12']);
});

test('what has no day of its own stands under the day it was where she wrote it down', () => {
  const id = '01a22e94-4a40-7000-8000-000000000000'; // 30 November, 22:30 in UTC
  const noted = { ...sampleRecord('vocational_training', { status: 'interested' }), id };
  const days = (timezone: string) => timelineRows([visit('2026-11-30'), noted], timezone).map(({ day }) => day);
  expect(days('UTC')).toEqual(['2026-11-30', '']);
  expect(days('Asia/Jayapura')).toEqual(['2026-12-01', '2026-11-30']);
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
