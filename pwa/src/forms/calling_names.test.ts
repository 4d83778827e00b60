import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/calling_names.json';
import '../coaching/coaching_kinds';
import { kind as swot } from '../coaching/swot';
import type { Casebook } from '../core/types';
import { kind as outreach } from '../records/outreach';
import { sampleRecord } from '../records/sample_records';
import { kind as visit } from '../records/visit';
import { callsOne, namingQuestions } from './calling_names';

test.each(vectors.cases)('as the server reads it: $text', ({ text, names, calls }) => {
  expect(callsOne(text, names)).toBe(calls);
});

test('a paper of the unit that calls a client of hers is asked about, a visit is not', () => {
  const clients = [sampleRecord('client', { alias: 'Mas Wahyu', code: '7Q4MK2H' })];
  const book: Pick<Casebook, 'all'> = { all: (kind) => (kind === 'client' ? clients : []) };
  const set = { note: 'Mas Wahyu membantu', partner_org: 'PKK' };
  expect(namingQuestions(outreach, set, book).map(({ fields }) => fields)).toEqual([['note']]);
  expect(namingQuestions(outreach, { note: 'Ramai' }, book)).toEqual([]);
  expect(namingQuestions(visit, set, book)).toEqual([]);
  const rows = { strengths: [{ what: 'Rapat' }, { what: 'mas-wahyu rajin' }], weaknesses: [{ what: 'Belum' }] };
  expect(namingQuestions(swot, rows, book).map(({ fields }) => fields)).toEqual([['strengths']]);
});
