import { expect, test } from 'vitest';
import { sayField } from '../../fields/say_field';
import { firstTarget } from '../../forms/first_target';
import { usualValues } from '../../forms/usual_values';
import { kindOf } from '..';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';

/** As the pages offer it. */
const begun = kindOf('meeting') ?? kind;

const plan = sampleRecord('plan', { on: '2026-11-03', status: 'open', meetings_planned: 8 });
const held = { on: '2026-11-20', form: 'individual', attended: 'came' };
const spec = (name: string) => kind.fields.find((one) => one.name === name);

test('most of it stands there already: she came, alone, today, for the open plan', () => {
  const context = { head: {}, records: [plan] };
  expect(usualValues(kind, sampleLookups, context)).toEqual({ attended: 'came', form: 'individual', on: '2026-11-23' });
  expect(kind.compose?.(held, null, context, sampleLookups)).toEqual({ plan: plan.id });
  expect(kind.compose?.(held, held, context, sampleLookups)).toEqual({});
});

test('a plan comes first, and after a withdrawal nothing is offered', () => {
  expect(firstTarget(begun, 'c', [], sampleLookups, kindOf)).toEqual({ client: 'c', kind: 'consent' });
  const yes = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['participation'] });
  expect(firstTarget(begun, 'c', [yes], sampleLookups, kindOf)).toEqual({ client: 'c', kind: 'plan' });
  expect(firstTarget(begun, 'c', [plan], sampleLookups, kindOf)).toEqual({ client: 'c', kind: 'consent' });
  expect(firstTarget(begun, 'c', [yes, plan], sampleLookups, kindOf)).toEqual({ client: 'c', kind: 'meeting' });
  const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['participation'] });
  expect(firstTarget(begun, 'c', [no, plan], sampleLookups, kindOf)).toEqual({ client: 'c', kind: 'consent' });
  expect(faultyFields(kind, held, null, { head: {}, records: [no, plan] })).toEqual(['on']);
});

test('who was not there is not asked how she felt, and nothing of it is kept', () => {
  const missed = { ...held, attended: 'absent' };
  expect([spec('mood')?.when?.(held), spec('mood')?.when?.(missed)]).toEqual([true, false]);
  expect(faultyFields(kind, { ...missed, mood: 3, use_days: 2 })).toEqual(['mood', 'use_days']);
});

test('a danger is answered soon, as at a visit', () => {
  const danger = { ...held, red_flags: ['suicidal'] };
  expect(faultyFields(kind, danger)).toEqual(['next_on']);
  expect(faultyFields(kind, { ...danger, next_on: '2026-11-24' })).toEqual(['next_on']);
  expect(faultyFields(kind, { ...danger, next_on: '2026-11-23' })).toEqual([]);
});

test('her family is left out where she took that back', () => {
  const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['family'] });
  const offered = (name: string) => spec(name)?.optionsFrom?.({}, {}, [no, plan], sampleLookups);
  expect(offered('form')).toEqual(['individual', 'group', 'activity']);
  expect(offered('support')).not.toContain('family_talk');
  expect(offered('theme')).not.toContain('family');
  expect(faultyFields(kind, { ...held, form: 'family' }, null, { head: {}, records: [no, plan] })).toEqual(['form']);
});

test('a face is said in a word', () => {
  expect([1, 5, 9].map((face) => sayField(kind, 'mood', face, sampleLookups))).toEqual([
    'Berat sekali',
    'Baik sekali',
    '9',
  ]);
});
