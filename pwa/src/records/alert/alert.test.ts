import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';

const visit = (on: string, red_flags: string[]) => sampleRecord('visit', { on, red_flags });
const composed = (fields: FieldValues, records: ReturnType<typeof visit>[] = []) =>
  kind.compose?.(fields, null, { head: {}, records }, sampleLookups) ?? {};

test('it names the newest record that told of a danger, and no other', () => {
  const [old, flagged, calm] = [
    visit('2026-11-01', ['suicidal']),
    visit('2026-11-20', ['violence']),
    visit('2026-11-22', []),
  ];
  expect(composed({ status: 'open' }, [calm, old, flagged])['source']).toBe(flagged.id);
  expect(composed({ status: 'open' }, [calm, visit('2026-11-23', ['pregnancy'])])['source']).toBeNull();
});

test('its end has a day, and an open one has none', () => {
  expect(composed({ status: 'handled' })['closed_on']).toBe('2026-11-23');
  expect(composed({ status: 'open', closed_on: '2026-11-20' })['closed_on']).toBeNull();
});

test('an open one says what was seen and when somebody looks again', () => {
  const shown = sampleRecord('alert', { flags: ['suicidal', 'violence'], status: 'open', next_on: '2026-11-24' });
  expect(kind.line(shown, sampleLookups)).toBe('Bicara ingin mati dan kekerasan · masih bahaya · dilihat lagi besok');
});

test('somebody looks again within two days, and a false alarm says why', () => {
  const open = { flags: ['suicidal'], opened_on: '2026-11-23', status: 'open' };
  expect(faultyFields(kind, open)).toEqual(['next_on']);
  expect(faultyFields(kind, { ...open, next_on: '2026-11-26' })).toEqual(['next_on']);
  expect(faultyFields(kind, { ...open, next_on: '2026-11-25' })).toEqual([]);
  const closed = { ...open, status: 'false_alarm', closed_on: '2026-11-23' };
  expect(faultyFields(kind, closed, { ...open })).toEqual(['status_because']);
});
