import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { summary } from '../../instruments/view';
import { kindOf } from '..';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';
import { ruleSpoken, sheetGiven } from './screening_fields';

const TOPICS = 'tobacco alcohol cannabis cocaine amphetamines inhalants sedatives hallucinogens opioids other'.split(
  ' ',
);
const q1 = (used: readonly string[]) => Object.fromEntries(TOPICS.map((topic) => [topic, used.includes(topic)]));
/** Cannabis alone: 3 + 5 + 0 + 0 + 6 + 0 = 14, moderate. */
const CANNABIS = {
  q1: q1(['cannabis']),
  q2: { cannabis: 'monthly' },
  q3: { cannabis: 'weekly' },
  q4: { cannabis: 'never' },
  q5: { cannabis: 'never' },
  q6: { cannabis: 'recent' },
  q7: { cannabis: 'never' },
  q8: 'never',
};
const sheet = { instrument: 'assist', version: '3.1-id-2', on: '2026-11-23', answers: CANNABIS };
const composed = (fields: FieldValues, before: FieldValues | null = null, head: FieldValues = {}): FieldValues => ({
  ...fields,
  ...kind.compose?.(fields, before, { head, records: [] }, sampleLookups),
});

test('is begun with her consent alone, and leads there where it lacks', () => {
  const consent = sampleRecord('consent', { act: 'given', on: '2026-11-22', layers: ['screening'] });
  const withdrawn = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-23', layers: ['screening'] });
  expect(kindOf('screening')?.blockedBy?.([], sampleLookups)).toMatchObject({ first: 'consent' });
  expect(kindOf('screening')?.blockedBy?.([consent], sampleLookups)).toBeNull();
  expect(kindOf('screening')?.blockedBy?.([consent, withdrawn], sampleLookups)).toMatchObject({ first: 'consent' });
});

test('the result is written with what it was judged by, and nothing is decided for her', () => {
  const result = composed(sheet, null, { age_band: '18-24' });
  expect(result).toMatchObject({ policy: '2027-1', rule: 8, suggestion: 'ibm_approval', age_band: '18-24' });
  expect(result['decision']).toBeUndefined();
  expect(faultyFields(kind, result)).toEqual(['decision']);
});

test('a danger now speaks before every score, and a child before a moderate one', () => {
  expect(composed({ ...sheet, red_flags: ['suicidal'] })).toMatchObject({ rule: 1, suggestion: 'refer_now' });
  expect(composed({ ...sheet, care_needs: ['pregnancy'] })).toMatchObject({ rule: 3, suggestion: 'refer' });
  expect(composed(sheet, null, { age_band: '0-14' })).toMatchObject({ rule: 4, suggestion: 'refer_child' });
});

test('what was written under an older policy stays as it was, also when the client is older by now', () => {
  const before = composed(sheet, null, { age_band: '0-14' });
  expect(composed(before, before, { age_band: '18-24' })).toMatchObject({ rule: 4, age_band: '0-14' });
  expect(composed({ ...before, red_flags: ['overdose'] }, before)).toMatchObject({ rule: 1 });
});

test('an old record says what it said: no rule, so the first one of its policy with that suggestion', () => {
  expect(ruleSpoken({ rule: 8, policy: '2027-1', suggestion: 'ibm_approval' })).toBe(8);
  expect(ruleSpoken({ policy: '2027-1', suggestion: 'refer_now' })).toBe(1);
  const old = { ...sheet, policy: '2026-1', suggestion: 'refer', scores: {} };
  expect(composed(old, old)).toEqual(old);
});

test('ten times no is asked once more', () => {
  const nothing = composed({ ...sheet, answers: { q1: q1([]) }, decision: 'information' });
  expect(faultyFields(kind, nothing)).toEqual(['probe']);
  expect(faultyFields(kind, { ...nothing, probe: true })).toEqual([]);
});

test('a saved interview is read answer by answer, under the version it was given under', () => {
  const saved = sheetGiven(sheet);
  const lines = saved && summary(saved).flatMap((part) => part.rows.map(({ title, line }) => `${title}: ${line}`));
  expect(lines).toMatchInlineSnapshot(`
    [
      "Pernah memakai: Ganja",
      "Pernah menyuntik: Tidak pernah",
      "Seberapa sering dipakai: Setiap bulan",
      "Keinginan kuat: Setiap minggu",
      "Timbul masalah: Tidak pernah",
      "Kewajiban terlewat: Tidak pernah",
      "Orang lain khawatir: Ya, dalam 3 bulan terakhir",
      "Sulit mengurangi: Tidak pernah",
    ]
  `);
  expect(sheetGiven({ ...sheet, version: '9.9' })).toBeUndefined();
  expect(sheetGiven({ on: '2026-11-23' })).toBeUndefined();
});
