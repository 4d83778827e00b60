import { expect, test } from 'vitest';
import type { RecordView } from '../../core/types';
import type { ClientCase } from '../../records/caseload';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { nextOf, plansOf, tasksOf } from './due';

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

test('a plan ends when she was met on its day or after it', () => {
  expect(plansOf([visit('2026-11-01', '2026-11-10'), visit('2026-11-10')])).toEqual([]);
  expect(plansOf([visit('2026-11-01', '2026-11-10'), visit('2026-11-12')])).toEqual([]);
});

test('a visit before its day does not end a plan, unless it planned anew', () => {
  const plan = visit('2026-11-01', '2026-11-20');
  expect(plansOf([plan, visit('2026-11-05')])).toEqual([plan]);
  const anew = visit('2026-11-05', '2026-11-12');
  expect(plansOf([plan, anew])).toEqual([anew]);
});

test('two plans of one day: the one written last stands', () => {
  const first = visit('2026-11-01', '2026-11-20');
  const second = visit('2026-11-01', '2026-11-25');
  expect(plansOf([second, first])).toEqual([second]);
});

test('an interview is a meeting like a visit', () => {
  const plan = visit('2026-11-01', '2026-11-10');
  expect(plansOf([plan, sampleRecord('screening', { on: '2026-11-10' })])).toEqual([]);
});

test('a partner who has not answered and a course that ends fall due too', () => {
  const records = [
    sampleRecord('referral', { status: 'sent', reply_by: '2026-11-22', partner: 'rsud' }),
    sampleRecord('vocational_training', { status: 'attending', ends_on: '2026-11-23' }),
    sampleRecord('vocational_training', { status: 'finished', ends_on: '2026-10-24' }),
  ];
  const { late, today } = tasksOf([caseWith('Kak Tia', records)], sampleLookups);
  expect(late.map((task) => task.what)).toEqual(['Tanyakan jawaban mitra']);
  expect(today.map((task) => task.what)).toEqual(['Pelatihan kerja selesai', 'Tanyakan hasil pelatihan kerja']);
});

test('a closed case asks for nothing', () => {
  const closed = caseWith('Mas Wahyu', [visit('2026-11-01', '2026-11-10')], false);
  expect(tasksOf([closed], sampleLookups).late).toEqual([]);
  expect(nextOf(closed, sampleLookups)).toBeUndefined();
});

test('the next thing of a client is the earliest', () => {
  const one = caseWith('Bang Rul', [
    visit('2026-11-01', '2026-11-28'),
    sampleRecord('referral', { status: 'sent', reply_by: '2026-11-25' }),
  ]);
  expect(nextOf(one, sampleLookups)?.on).toBe('2026-11-25');
});
