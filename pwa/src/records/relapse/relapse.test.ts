import { expect, test } from 'vitest';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind, planToReopen } from '.';

const head = sampleRecord('client', { alias: 'Kak Tia', status: 'aftercare' });
const plan = (status: string) => sampleRecord('plan', { status });

test('only its day has to be known, and no status falls by it', () => {
  expect(faultyFields(kind, { on: '2026-11-22' })).toEqual([]);
  expect(faultyFields(kind, { on: '2026-11-24', days: 91 })).toEqual(['days', 'on']);
  expect(kind.beside?.({ on: '2026-11-22' }, head, [plan('finished')])).toEqual([]);
});

test('the plan that ended can be taken up again with it', () => {
  const [ended, open] = [plan('finished'), plan('open')];
  expect(planToReopen([ended])).toBe(ended);
  expect([planToReopen([open]), planToReopen([plan('changed')]), planToReopen([])]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(kind.beside?.({ reopens: ended.id }, head, [ended])).toEqual([{ record: ended, set: { status: 'open' } }]);
  expect(kind.beside?.({ reopens: open.id }, head, [open])).toEqual([]);
});

test('it is told without blame', () => {
  const shown = sampleRecord('relapse', { on: '2026-11-22', days: 2, noticed: 'said' });
  expect(kind.line(shown, sampleLookups)).toBe('kemarin · 2 hari · dia yang cerita');
});
