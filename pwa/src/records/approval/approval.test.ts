import { expect, test } from 'vitest';
import { sayField } from '../../fields/say_field';
import { firstTarget } from '../../forms/first_target';
import { kindOf } from '..';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';
import { carriedBars } from './carried_bars';

const agreed = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['contact', 'approval'] });
const screening = sampleRecord('screening', { on: '2026-11-02', decision: 'ibm_approval' });
const fields = { screening: screening.id, asked_on: '2026-11-23', reason: 'Ingin berhenti.', status: 'asked' };
const head = { alias: 'Mas Wahyu', code: '7Q4MK2H' };

test('it needs her yes and an interview first, and one answer at a time is waited for', () => {
  const start = (...records: ReturnType<typeof sampleRecord>[]) =>
    firstTarget(kind, 'c', records, sampleLookups, kindOf);
  expect(start(screening)).toEqual({ client: 'c', kind: 'consent' });
  expect(start(screening, agreed)).toEqual({ client: 'c', kind: 'approval' });
  const asked = sampleRecord('approval', fields);
  expect(start(asked, screening, agreed)).toMatchObject({ record: asked.id, editedAlone: 'status' });
});

test('without her yes it is not asked, nor with her name in it', () => {
  const faults = (set: object, ...records: ReturnType<typeof sampleRecord>[]) =>
    faultyFields(kind, { ...fields, ...set }, null, { head, records });
  expect(faults({}, screening, agreed)).toEqual([]);
  expect(faults({}, screening)).toEqual(['status']);
  expect(faults({ reason: 'Mas-Wahyu mau berhenti.' }, screening, agreed)).toEqual(['reason']);
});

test('what the officer judged by stays as it was', () => {
  const before = { ...fields, status: 'approved', officer: 'Petugas' };
  const context = { head, records: [screening, agreed] };
  expect(faultyFields(kind, { ...before, reason: 'Lain.' }, before, context)).toEqual(['reason']);
});

test('an answer is not hers to write; she asks again, or withdraws', () => {
  const status = kind.fields.find(({ name }) => name === 'status');
  const offered = (from: string) => status?.optionsFrom?.({ status: from }, {}, [], sampleLookups);
  expect([offered('asked'), offered('more_info'), offered('approved')]).toEqual([
    ['withdrawn'],
    ['asked', 'withdrawn'],
    [],
  ]);
});

test('asked again it counts from that day', () => {
  const before = { ...fields, asked_on: '2026-11-10', status: 'more_info' };
  const composed = kind.compose?.({ ...before, status: 'asked' }, before, { head, records: [] }, sampleLookups);
  expect(composed).toEqual({ asked_on: '2026-11-23' });
  expect(sayField(kind, 'status', 'more_info', sampleLookups)).toBe('BNNK bertanya');
});

test('what the office says by telephone is written by whoever heard it, and marked so', () => {
  const heard = { ...fields, heard: 'approved', heard_on: '2026-11-23', heard_from: 'Bu Ani' };
  const context = { head, records: [screening, agreed] };
  expect(kind.line(sampleRecord('approval', heard), sampleLookups)).toBe('Lewat telepon: disetujui · Sen, 23 Nov');
  expect(faultyFields(kind, heard, fields, context)).toEqual([]);
  expect(faultyFields(kind, { ...heard, heard_from: null }, fields, context)).toEqual(['heard_from']);
  expect(faultyFields(kind, { ...heard, heard_from: 'Tentang Mas Wahyu' }, fields, context)).toEqual(['heard_from']);
  const asked = (values: object) => kind.fields.filter(({ when }) => when?.({ ...values })).map(({ name }) => name);
  expect(asked({ status: 'asked' })).not.toContain('heard');
  expect(asked(fields)).toContain('heard');
  expect(asked(fields)).not.toContain('heard_on');
  expect(asked(heard)).toContain('heard_from');
  expect(asked({ ...heard, status: 'withdrawn' })).not.toContain('heard');
});

test('its scores are drawn before the bands of each substance, the gravest first', () => {
  const scores = { alcohol: { score: 5, band: 'low' }, cannabis: { score: 14, band: 'moderate' } };
  expect(carriedBars({ scores }).map(({ name, moderate, high }) => [name, moderate, high])).toEqual([
    ['Ganja', 4, 27],
    ['Minuman keras', 11, 27],
  ]);
});
