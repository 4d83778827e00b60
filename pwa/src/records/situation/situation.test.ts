import { expect, test } from 'vitest';
import { wholeKinds } from '../../forms/whole_kinds';
import { journeyPolicy } from '../journey_policy';
import { faultyFields, sampleRecord } from '../sample_records';
import { kind } from '.';
import { changeOf, pointOn } from './situation_change';

const at = (point: string, on: string, more = {}) => sampleRecord('situation', { point, on, ...more });
const plan = (status: string, ends_on = '2026-11-01') => sampleRecord('plan', { on: '2026-08-01', status, ends_on });

test('the points are those of the policy', () => {
  expect(wholeKinds['situation']?.fields['point']?.options).toEqual(journeyPolicy.points);
});

test('the point that fits stands there already', () => {
  expect(pointOn([], '2026-11-23')).toBe('start');
  expect(pointOn([plan('open'), at('start', '2026-08-01')], '2026-11-23')).toBe('mid');
  expect(pointOn([plan('finished')], '2026-11-23')).toBe('end');
  expect(pointOn([plan('finished')], '2026-12-01')).toBe('m1');
  expect(pointOn([plan('finished')], '2027-06-01')).toBe('m6');
});

test('what changed is told from the first to the newest, whatever order they come in', () => {
  const records = [
    at('mid', '2026-11-01', { work: 'casual' }),
    at('start', '2026-08-01', { work: 'seeking', housing: 'family' }),
  ];
  for (const several of [records, records.toReversed()])
    expect(changeOf(several)).toMatchObject({
      since: '2026-08-01',
      changes: [
        { field: 'work', before: 'seeking', now: 'casual' },
        { field: 'housing', before: 'family', now: 'family' },
      ],
    });
});

test('nothing asked is nothing written', () => {
  expect(faultyFields(kind, { on: '2026-11-01', point: 'start' })).toEqual(['work']);
  expect(faultyFields(kind, { on: '2026-11-01', point: 'start', legal: 'none' })).toEqual([]);
});
