import { expect, test } from 'vitest';
import { sayField } from '../../fields/say_field';
import { firstTarget } from '../../forms/first_target';
import { usualValues } from '../../forms/usual_values';
import { kindOf } from '..';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';
import { planProgress } from './plan_progress';

/** As the pages offer it. */
const begun = kindOf('plan') ?? kind;

const agreed = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['contact', 'participation'] });
const screened = (headline: string) => sampleRecord('screening', { on: '2026-11-02', headline });
const goals = [{ own_words: 'Tidak memakai di hari kerja.', what: 'reduce' }];
const plan = { on: '2026-11-03', policy: '2027-1', goals, meetings_planned: 8, ends_on: '2027-02-03', status: 'open' };
const usual = (headline: string) =>
  usualValues(kind, sampleLookups, { head: {}, records: [screened(headline), agreed] });

test('how often they meet follows the policy by her risk, and it runs three months', () => {
  expect([usual('low')['meetings_planned'], usual('moderate')['meetings_planned']]).toEqual([2, 8]);
  expect([usual('low')['ends_on'], usual('low')['review_on']]).toEqual(['2027-02-23', '2027-01-08']);
});

test('it needs her yes, and only one is open at a time', () => {
  const before = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['contact'] });
  expect(firstTarget(begun, 'c', [before], sampleLookups, kindOf)).toEqual({ client: 'c', kind: 'consent' });
  expect(firstTarget(begun, 'c', [agreed], sampleLookups, kindOf)).toEqual({ client: 'c', kind: 'plan' });
  const open = sampleRecord('plan', plan);
  const context = { head: {}, records: [open, agreed] };
  expect(firstTarget(begun, 'c', context.records, sampleLookups, kindOf)).toMatchObject({
    record: open.id,
    editedAlone: 'status',
  });
  expect(faultyFields(kind, plan, null, context)).toEqual(['status']);
  expect(faultyFields(kind, { ...plan, meetings_planned: 6 }, plan, context)).toEqual([]);
  const closed = { head: {}, records: [sampleRecord('plan', { ...plan, status: 'changed' }), agreed] };
  expect(faultyFields(kind, plan, null, closed)).toEqual([]);
});

test('what she took back stops it: no new one, none opened again, and the card says so', () => {
  const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['participation'] });
  const context = { head: {}, records: [no, agreed] };
  expect(faultyFields(kind, { ...plan, on: '2026-11-11' }, null, context)).toEqual(['status']);
  expect(faultyFields(kind, plan, null, context)).toEqual([]);
  expect(faultyFields(kind, plan, { ...plan, status: 'stopped' }, context)).toEqual(['status']);
  const open = sampleRecord('plan', plan);
  expect(planProgress([open, agreed])?.stopped).toBe(false);
  expect(planProgress([open, no, agreed])?.stopped).toBe(true);
});

test('only meetings of this plan at which she was count', () => {
  const open = sampleRecord('plan', plan);
  const met = (attended: string, of = open.id) => sampleRecord('meeting', { on: '2026-11-05', plan: of, attended });
  const records = [open, met('came'), met('late'), met('absent'), met('absent_told'), met('came', 'another')];
  expect(planProgress(records)).toMatchObject({ done: 2, of: 8 });
});

test('her goals are told in her words, and an empty row is none', () => {
  expect(sayField(kind, 'goals', goals, sampleLookups)).toBe('Tidak memakai di hari kerja. (mengurangi)');
  expect(faultyFields(kind, { ...plan, goals: [{ own_words: ' ' }] })).toEqual(['goals']);
  expect(faultyFields(kind, { ...plan, goals: [] })).toEqual(['goals']);
});
