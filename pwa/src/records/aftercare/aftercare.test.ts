import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { usualValues } from '../../forms/usual_values';
import { kindOf } from '..';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind as visit } from '../visit';
import { kind } from '.';

const agreed = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['contact', 'participation'] });
const open = sampleRecord('aftercare', { status: 'open', starts_on: '2026-11-01' });
const begun = { came_from: 'inpatient', contact_every: 'week', months: 6, starts_on: '2026-11-23', status: 'open' };

test('it lasts as long as is said, and keeps the policy its months came from', () => {
  const composed = kind.compose?.(begun, null, { head: {}, records: [] }, sampleLookups);
  expect(composed).toEqual({ ends_on: '2027-05-23', policy: '2027-1', from_referral: null });
  const edited = kind.compose?.({ ...begun, months: 3 }, begun, { head: {}, records: [] }, sampleLookups);
  expect(edited).toEqual({ ends_on: '2027-02-23' });
});

test('who came back from treatment came back from a referral', () => {
  const back = sampleRecord('referral', { status: 'handed_back' });
  const records = [back, sampleRecord('referral', { status: 'declined' })];
  const from = (fields: FieldValues) => kind.compose?.(fields, null, { head: {}, records }, sampleLookups);
  expect(from(begun)?.['from_referral']).toBe(back.id);
  expect(from({ ...begun, came_from: 'prison' })?.['from_referral']).toBeNull();
});

test('one is open at a time, and none without her yes', () => {
  expect(kindOf('aftercare')?.blockedBy?.([], sampleLookups)?.first).toBe('consent');
  expect(kindOf('aftercare')?.blockedBy?.([agreed], sampleLookups)).toBeNull();
  expect(kindOf('aftercare')?.blockedBy?.([agreed, open], sampleLookups)).toMatchObject({
    first: 'aftercare',
    record: open.id,
  });
  const fields = { ...begun, ends_on: '2027-05-23', policy: '2027-1' };
  expect(faultyFields(kind, fields, null, { head: {}, records: [] })).toEqual([]);
  expect(faultyFields(kind, fields, null, { head: {}, records: [open] })).toEqual(['status']);
});

test('its line says how often, in which ways and until when', () => {
  const shown = sampleRecord('aftercare', { ...begun, ways: ['home', 'chat'], ends_on: '2027-05-23' });
  expect(kind.line(shown, sampleLookups)).toBe(
    'Berjalan · setiap minggu · ke rumah dan pesan singkat · sampai Min, 23 Mei 2027',
  );
});

test('who is in aftercare is visited for it, unless she wants no more of it', () => {
  const purpose = (records: ReturnType<typeof sampleRecord>[]) =>
    usualValues(visit, sampleLookups, { head: {}, records })['purpose'];
  expect(purpose([open])).toBe('aftercare');
  expect(purpose([])).toBeUndefined();
  const withdrawn = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-02', layers: ['participation'] });
  expect(purpose([open, withdrawn])).toBeUndefined();
});
