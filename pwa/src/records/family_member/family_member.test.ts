import { expect, test } from 'vitest';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind as visit } from '../visit';
import { kind } from '.';
import { familyWarning } from './family_warning';

const yes = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['family'] });
const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['family'] });
const offered = (...records: (typeof yes)[]) =>
  kind.fields.find(({ name }) => name === 'role')?.optionsFrom?.({}, {}, records, sampleLookups);

test('whom to beware of is written without asking, who is involved only with her yes', () => {
  expect(offered()).toEqual(['must_not_know', 'danger']);
  expect(offered(yes)).toContain('supports');
  expect(offered(no, yes)).toEqual(['must_not_know', 'danger']);
  expect(faultyFields(kind, { relation: 'father', role: ['danger'] })).toEqual([]);
  expect(faultyFields(kind, { relation: 'mother', role: ['supports'] })).toEqual(['consent']);
  const context = { head: {}, records: [yes] };
  const mother = { relation: 'mother', role: ['supports'] };
  expect(kind.compose?.(mother, null, context, sampleLookups)).toEqual({ consent: yes.id });
  expect(faultyFields(kind, { ...mother, consent: yes.id }, null, context)).toEqual([]);
  expect(faultyFields(kind, { ...mother, consent: yes.id }, null, { head: {}, records: [no, yes] })).toEqual(['role']);
});

test('who may know nothing is told nothing else', () => {
  const mother = { relation: 'mother', role: ['supports'], consent: yes.id };
  expect(faultyFields(kind, { ...mother, may_know: ['nothing', 'goals'] })).toEqual(['may_know']);
});

test('a visit says of whom to beware, the gravest first, and nothing where nobody is', () => {
  const father = sampleRecord('family_member', { relation: 'father', role: ['must_not_know'] });
  const brother = sampleRecord('family_member', { relation: 'sibling', called: 'Kakaknya', role: ['danger'] });
  expect(familyWarning([father, brother])).toBe('Hati-hati, kakaknya bisa berbahaya. Jangan bicara di depan ayahnya.');
  expect(visit.warning?.([father])).toBe('Jangan bicara di depan ayahnya.');
  expect(familyWarning([sampleRecord('family_member', { relation: 'mother', role: ['supports'] })])).toBe('');
  expect(familyWarning([{ ...father, voided: true }])).toBe('');
});
