import vectors from '@vectors/trained_agents.json';
import { expect, test } from 'vitest';
import './coaching_kinds';
import type { FieldValues, RecordView } from '../core/types';
import { sampleLookups, sampleRecord } from '../records/sample_records';
import { kind as monitoring } from './monitoring';
import { trainedSince } from './trained_agents';
import { notReady } from './unit_year';

test.each(vectors.cases)('$about', ({ trainings, attendances, since }) => {
  const held = Object.entries(trainings).map(([id, fields]) => sampleRecord('training', fields as FieldValues, { id }));
  const came = attendances.map((fields) => sampleRecord('training_attendance', fields as FieldValues));
  expect(Object.fromEntries(trainedSince([...came, ...held]))).toEqual(since);
});

const PAPERS = [
  sampleRecord('decree', { sort: 'unit_formation', starts_on: '2026-01-02' }),
  sampleRecord('training', { sort: 'training_ap', ends_on: '2026-05-08' }, { id: 'bimtek' }),
  sampleRecord('training_attendance', { training: 'bimtek', satker: 'BNNK Semarang', passed: true }),
  sampleRecord('training_attendance', { training: 'bimtek', satker: 'BNNK Kendal', passed: true }),
];
const AGENT = sampleRecord('training_attendance', { training: 'bimtek', person: 'sari', passed: true });

test('a unit may be said to work from the day on which an agent of it is trained, and no office makes it so', () => {
  const lacks = (operational_on: string, more: readonly RecordView[]): readonly (readonly string[])[] =>
    notReady({ operational_on }, null, [...PAPERS, ...more]).map(({ fields }) => fields);
  expect(lacks('2026-05-08', [])).toEqual([['operational_on']]);
  expect(lacks('2026-05-07', [AGENT])).toEqual([['operational_on']]);
  expect(lacks('2026-05-08', [AGENT])).toEqual([]);
});

test('a monitoring begins with how many agents are trained, whoever else was there', () => {
  const [trained] = monitoring.fields.filter(({ name }) => name === 'agents_trained');
  const begins = (today: string, more: readonly RecordView[]): unknown =>
    trained?.default?.({ ...sampleLookups, today }, {}, [...PAPERS, ...more]);
  expect([begins('2026-05-08', []), begins('2026-05-08', [AGENT]), begins('2026-05-07', [AGENT])]).toEqual([0, 1, 0]);
});
