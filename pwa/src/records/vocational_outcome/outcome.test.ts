import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { usualValues } from '../../forms/usual_values';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';
import { outcomesDue } from './outcome_due';

const course = (fields: FieldValues) => sampleRecord('vocational_training', { trade: 'barista', ...fields });
const barista = course({ status: 'finished', ends_on: '2026-10-20' });
const welder = course({ status: 'dropped_out', ends_on: '2026-09-01' });
const running = course({ status: 'attending', ends_on: '2026-11-01' });
const outcome = (training: string, point: string) =>
  sampleRecord('vocational_outcome', { training, point, on: '2026-11-20', state: 'business' });

test('three points of each course that is over, the earliest first, without those that were told', () => {
  const due = outcomesDue([barista, welder, running, outcome(welder.id, 'm1')]);
  expect(due.map(({ training, point, on }) => [training.id === welder.id ? 'welder' : 'barista', point, on])).toEqual([
    ['barista', 'm1', '2026-11-19'],
    ['welder', 'm3', '2026-11-30'],
    ['barista', 'm3', '2027-01-18'],
    ['welder', 'm6', '2027-02-28'],
    ['barista', 'm6', '2027-04-18'],
  ]);
});

test('a new one names the course and the point that are asked for next', () => {
  const records = [barista, outcome(barista.id, 'm1')];
  expect(usualValues(kind, sampleLookups, { head: {}, records })).toMatchObject({ training: barista.id, point: 'm3' });
  // A point that was let pass is asked about no more.
  expect(usualValues(kind, sampleLookups, { head: {}, records: [welder] })).toMatchObject({ point: 'm1' });
  const late = course({ status: 'finished', ends_on: '2026-07-01' });
  expect(usualValues(kind, sampleLookups, { head: {}, records: [late] })).toMatchObject({ point: 'm3' });
  const left = course({ status: 'dropped_out' });
  expect(kind.blockedBy?.([left], sampleLookups)).toBeNull();
  expect(usualValues(kind, sampleLookups, { head: {}, records: [left] })).toMatchObject({ point: 'm1' });
  expect(kind.blockedBy?.([running], sampleLookups)).toEqual({
    why: 'Belum ada pelatihan kerja yang selesai',
    first: 'vocational_training',
  });
});

test('a point is told once, after the end, and of whom nobody found nothing is known', () => {
  const records = [barista, outcome(barista.id, 'm1')];
  const said = { training: barista.id, point: 'm3', on: '2026-11-20', state: 'working_other' };
  const wrong = (fields: FieldValues) => faultyFields(kind, { ...said, ...fields }, null, { head: {}, records });
  expect(wrong({})).toEqual([]);
  expect(wrong({ point: 'm1' })).toEqual(['point']);
  expect(wrong({ on: '2026-10-19' })).toEqual(['on']);
  expect(wrong({ state: 'lost', income: 'none' })).toEqual(['income']);
  expect(wrong({ training: running.id })).toEqual([]);
});
