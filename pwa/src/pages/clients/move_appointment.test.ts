import { expect, test } from 'vitest';
import type { Casebook, RecordView } from '../../core/types';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { words } from '../../words';
import { appointmentOf, movedDay } from './move_appointment';

const head = { ...sampleRecord('client', { alias: 'Kak Tia', status: 'active' }), id: 'case', feed: 'case' };
const bookOf = (...records: RecordView[]): Casebook => {
  const all = records.map((record) => ({ ...record, feed: 'case' }));
  return {
    get: (id: string) => [head, ...all].find((record) => record.id === id),
    caseOf: () => [head, ...all],
  } as unknown as Casebook;
};
const consent = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['contact'] });
const visit = (more = {}) => sampleRecord('visit', { on: '2026-11-10', next_on: '2026-11-24', ...more });

test.each([
  ['a visit that was planned', visit(), 'next_on'],
  [
    "an institution's appointment",
    sampleRecord('referral', { status: 'accepted', service: 'assessment', appointment_on: '2026-11-25' }),
    'appointment_on',
  ],
  [
    'the first day of a training',
    sampleRecord('vocational_training', { trade: 'barber', status: 'enrolled', starts_on: '2026-11-25' }),
    'starts_on',
  ],
])('%s can be moved, with a day and a reason', (_, record, field) => {
  const appointment = appointmentOf(bookOf(consent, record), record.id, sampleLookups);
  expect(appointment?.field).toBe(field);
  if (!appointment) return;
  const { set, faults } = movedDay(appointment, '2026-11-30', ' Dia minta hari lain ', sampleLookups);
  expect([...faults]).toEqual([]);
  expect(set).toEqual({ [field]: '2026-11-30', amended_because: 'Dia minta hari lain' });
});

test('without a day or a reason, on the same day or one that has passed, it stays', () => {
  const record = visit();
  const appointment = appointmentOf(bookOf(consent, record), record.id, sampleLookups);
  if (!appointment) throw new Error('none');
  const wrong = (day: string | null, reason: string) => [
    ...movedDay(appointment, day, reason, sampleLookups).faults.keys(),
  ];
  expect(wrong(null, '')).toEqual(['day', 'reason']);
  expect(wrong('2026-11-24', 'x')).toEqual(['day']);
  expect(wrong('2026-11-22', 'x')).toEqual(['day']);
  expect(wrong('2026-11-30', 'x'.repeat(501))).toEqual(['reason']);
});

test('what the kind forbids is said beside the day: a danger is looked at within three days', () => {
  const record = visit({ on: '2026-11-22', red_flags: ['suicidal'] });
  const appointment = appointmentOf(bookOf(consent, record), record.id, sampleLookups);
  if (!appointment) throw new Error('none');
  const { faults } = movedDay(appointment, '2026-12-20', 'x', sampleLookups);
  expect(faults.get('day')).toBeTruthy();
  expect(faults.get('day')).not.toBe(words.move.sameDay);
});

test('what is over is no appointment', () => {
  const plan = visit();
  const met = visit({ on: '2026-11-24', next_on: null });
  expect(appointmentOf(bookOf(consent, met, plan), plan.id, sampleLookups)).toBeUndefined();
});
