import { expect, test } from 'vitest';
import type { RecordView } from '../../core/types';
import type { ClientCase } from '../../records/caseload';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { tasksOf } from './due';

const caseWith = (alias: string, records: RecordView[], open = true): ClientCase => ({
  id: alias,
  head: sampleRecord('client', { alias }),
  alias,
  records,
  open,
});
const visit = (on: string, next_on?: string) => sampleRecord('visit', next_on ? { on, next_on } : { on });

test('what was missed, what is today, what is this week, and what is far', () => {
  const days = ['2026-11-19', '2026-11-23', '2026-11-29', '2026-11-30'];
  const cases = days.map((next, place) => caseWith(`c${place}`, [visit('2026-11-10', next)]));
  const { late, today, week, later } = tasksOf(cases, sampleLookups);
  expect([late, today, week, later].map((list) => list.map((task) => task.alias))).toEqual([
    ['c0'],
    ['c1'],
    ['c2'],
    ['c3'],
  ]);
});

test('a partner who has not answered and a course that ends fall due too', () => {
  const records = [
    sampleRecord('referral', { status: 'sent', reply_by: '2026-11-22', partner: 'rsud' }),
    sampleRecord('vocational_training', { status: 'attending', ends_on: '2026-11-23' }),
  ];
  const { late, today } = tasksOf([caseWith('Kak Tia', records)], sampleLookups);
  expect(late.map((task) => task.what)).toEqual(['Tanyakan jawaban mitra']);
  expect(today.map((task) => task.what)).toEqual(['Pelatihan kerja selesai']);
});

test('danger stands first, and what was decided without a date is of today', () => {
  const alert = sampleRecord('alert', {
    flags: ['suicidal'],
    opened_on: '2026-11-22',
    next_on: '2026-11-24',
    status: 'open',
  });
  const screening = sampleRecord('screening', { on: '2026-11-20', headline: 'high', decision: 'refer' });
  const tasks = tasksOf([caseWith('Kak Tia', [alert]), caseWith('Bang Rul', [screening])], sampleLookups);
  expect(tasks.danger.map((task) => [task.alias, task.what])).toEqual([['Kak Tia', 'Ada yang perlu dilihat']]);
  expect(tasks.today.map((task) => task.alias)).toEqual(['Bang Rul']);
});

test("a unit's own papers ask beside her cases, in the unit's name", () => {
  const papers = {
    id: 'unit',
    alias: 'Sukamaju',
    records: [sampleRecord('outreach', { on: '2026-10-24', way: 'event' })],
  };
  const { today } = tasksOf([caseWith('Kak Tia', []), papers], sampleLookups);
  expect(today).toMatchObject([
    { client: 'unit', alias: 'Sukamaju', what: 'Penyuluhan lagi', write: { kind: 'outreach' } },
  ]);
});
