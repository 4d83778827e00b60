import { expect, test } from 'vitest';
import { sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';

const visit = (on: string, red_flags: string[]) => sampleRecord('visit', { on, red_flags });
const composed = (fields: Parameters<typeof kind.check>[0], records: ReturnType<typeof visit>[] = []) =>
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

test('an open one falls due, and says what was seen and when somebody looks again', () => {
  const shown = sampleRecord('alert', { flags: ['suicidal', 'violence'], status: 'open', next_on: '2026-11-24' });
  expect(kind.due?.(shown, sampleLookups)).toEqual({ on: '2026-11-24', what: 'Ada yang perlu dilihat' });
  expect(kind.line(shown, sampleLookups)).toBe('Bicara ingin mati dan kekerasan · masih bahaya · dilihat lagi besok');
  expect(kind.due?.(sampleRecord('alert', { ...shown.fields, status: 'handled' }), sampleLookups)).toBeNull();
});
