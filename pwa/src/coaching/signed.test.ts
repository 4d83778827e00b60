import { expect, test } from 'vitest';
import './coaching_kinds';
import type { Casebook, RefusedChange } from '../core/types';
import { mayWrite } from '../forms/declared_kinds';
import { OpenForm } from '../forms/open_form.svelte';
import { faultyFields, sampleLookups, sampleRecord } from '../records/sample_records';
import { kind } from './assistance';
import { kind as decree } from './decree';

const drafts = { keys: () => [], read: () => undefined, write: async () => undefined, drop: async () => undefined };
const formOf = (role: string, mend?: RefusedChange, more: object = {}): OpenForm => {
  const book = { me: () => ({ agent: { role } }), get: () => undefined, drafts } as unknown as Casebook;
  return new OpenForm(
    { book, lookups: sampleLookups, caseOf: () => undefined },
    { kind, client: 'unit', mend, ...more },
  );
};
const signatures = (form: OpenForm): string[] =>
  form.specs.map(({ name }) => name).filter((name) => name.startsWith('signed'));

test('nobody is asked for the word of the other side', () => {
  expect(signatures(formOf('district'))).toEqual(['signed_coach']);
  expect(signatures(formOf('coordinator'))).toEqual(['signed_unit']);
});

test('whoever leads the unit says what she thinks of it with her word, and the officer is not asked for that', () => {
  const names = (role: string, more: object): string[] => formOf(role, undefined, more).specs.map(({ name }) => name);
  expect(names('coordinator', { record: 'a', editedAlone: 'signed_unit' })).toEqual(['signed_unit', 'unit_says']);
  expect(names('district', {})).not.toContain('unit_says');
});

test('what the other side should have said is not sent a second time', () => {
  const set = { on: '2026-11-20', mode: 'onsite', signed_unit: true, signed_coach: true };
  const change = { id: 'c', kind: 'assistance', record: 'a', feed: 'unit', at: '', set };
  const problem = { type: '', title: '', status: 422, detail: '', errors: [] };
  expect(formOf('district', { change, problem, at: '' }).values).toEqual({
    on: '2026-11-20',
    mode: 'onsite',
    signed_coach: true,
  });
});

test('a decree that whoever leads the village confirmed stands, and the unit reads that it is', () => {
  const held = { sort: 'unit_formation', number: '1', signed_by: 'kades', on: '2026-01-02', starts_on: '2026-01-02' };
  const confirmed = { ...held, signed_village: true };
  const wrong = (before: object) => faultyFields(decree, { ...before, number: '2' }, before as never);
  expect([wrong(held), wrong(confirmed)]).toEqual([[], ['number']]);
  expect(decree.line(sampleRecord('decree', confirmed), sampleLookups)).toContain('dibenarkan kepala desa');
  expect(mayWrite('decree', 'district', 'signed_village')).toBe(false);
});
