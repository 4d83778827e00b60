import vectors from '@vectors/consents.json';
import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';
import { consentStatus, consentsInForce, isMinor, referralConsent } from './consent_status';
import { promise } from './promise';

const given = (on: string, layers: string[], more = {}) =>
  sampleRecord('consent', { act: 'given', on, layers, ...more });
const withdrawn = (on: string, layers: string[]) => sampleRecord('consent', { act: 'withdrawn', on, layers });
const layers = (...records: ReturnType<typeof given>[]) => [...consentsInForce(records).keys()].sort();

test.each(vectors.cases.map((vector) => [vector.about, vector] as const))('%s', (_, vector) => {
  const records = vector.acts.map(([on, act, of], at) =>
    sampleRecord('consent', { on, act, layers: of } as FieldValues, { id: String(at) }),
  );
  const { given, withdrawn } = consentStatus(records);
  expect(Object.fromEntries([...given].map(([layer, act]) => [layer, Number(act.id)]))).toEqual(vector.given);
  expect(Object.fromEntries(withdrawn)).toEqual(vector.withdrawn);
});

test('the later act stands, by its day and not by when it was written down', () => {
  const late = withdrawn('2026-11-20', ['screening']);
  const early = given('2026-11-01', ['contact', 'screening']);
  expect(layers(late, early)).toEqual(['contact']);
  expect(layers(early, given('2026-11-21', ['screening']), late)).toEqual(['contact', 'screening']);
});

test('on one day a withdrawal wins', () => {
  const no = withdrawn('2026-11-20', ['media']);
  expect(layers(no, given('2026-11-20', ['media']))).toEqual([]);
});

test('what only a phone of another year has taken back is taken back', () => {
  const yes = { ...given('2026-11-01', ['media', 'contact']), n: 3 };
  const no = { ...withdrawn('2025-11-20', ['media']), n: 0 };
  expect(layers(yes, no)).toEqual(['contact']);
  expect(layers(yes, { ...no, n: 4 })).toEqual(['contact', 'media']);
  expect(layers(yes, no, { ...given('2026-11-02', ['media']), n: 0 })).toEqual(['contact', 'media']);
});

test('a yes that was taken back as a mistake does not count', () => {
  expect(layers({ ...given('2026-11-01', ['contact']), voided: true })).toEqual([]);
});

test('a partner may be told where none is named, or this one', () => {
  const any = given('2026-11-01', ['referral']);
  expect(referralConsent([any], 'rsud')?.id).toBe(any.id);
  expect(referralConsent([given('2026-11-01', ['referral'], { partners: ['klinik'] })], 'rsud')).toBeUndefined();
  expect(referralConsent([given('2026-11-01', ['contact'])], 'rsud')).toBeUndefined();
});

test('under eighteen is known by the age band', () => {
  expect([isMinor({ age_band: '15-17' }), isMinor({ age_band: '18-24' }), isMinor({})]).toEqual([true, false, false]);
});

const read = { on: '2026-11-20', layers: ['contact'], text_version: 'x', way: 'voice', witness: 'agent', minor: false };
const head = { age_band: '15-17' };

test('for a child a guardian consents and the child says yes too', () => {
  const child = { ...read, act: 'given', minor: true };
  expect(faultyFields(kind, child)).toEqual(['guardian', 'assent']);
  expect(faultyFields(kind, { ...child, guardian: 'parent', assent: true })).toEqual([]);
  expect(faultyFields(kind, { ...child, guardian: 'social_worker', assent: true })).toEqual(['guardian_exception']);
  expect(faultyFields(kind, { ...read, act: 'given' }, null, { head, records: [] })).toEqual(['minor']);
});

test('a yes says how it was given; a withdrawal asks for nothing', () => {
  const { on, layers } = read;
  expect(faultyFields(kind, { act: 'given', on, layers })).toEqual(['text_version', 'way', 'witness', 'minor']);
  expect(faultyFields(kind, { act: 'withdrawn', on, layers })).toEqual([]);
});

test('the promise has six lines and a version, kept with the yes', () => {
  expect(promise.lines).toHaveLength(6);
  const caseContext = { head: {}, records: [] };
  expect(kind.compose?.({ act: 'given' }, null, caseContext, sampleLookups)).toEqual({
    text_version: promise.text_version,
  });
  expect(kind.compose?.({ act: 'withdrawn' }, null, caseContext, sampleLookups)).toEqual({});
});
