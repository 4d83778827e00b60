import { expect, test } from 'vitest';
import { sayField } from '../../fields/say_field';
import { firstTarget } from '../../forms/first_target';
import { kindOf } from '..';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';

/** As the pages offer it. */
const begun = kindOf('urine_test') ?? kind;

const yes = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['urine'] });
const interview = sampleRecord('screening', { on: '2026-11-02' });
const tested = { on: '2026-11-20', why: 'periodic', results: { met: 'pos', thc: 'neg' }, done_by: 'puskesmas' };

test('it is offered only with her yes, and stands on it', () => {
  expect(firstTarget(begun, 'c', [], sampleLookups, kindOf).kind).toBe('consent');
  expect(firstTarget(begun, 'c', [yes], sampleLookups, kindOf).kind).toBe('urine_test');
  expect(kind.compose?.(tested, null, { head: {}, records: [interview, yes] }, sampleLookups)).toEqual({
    consent: yes.id,
    after_interview: interview.id,
  });
  const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['urine'] });
  expect(faultyFields(kind, tested, null, { head: {}, records: [no, yes] })).toEqual(['on']);
});

test('there is no first test before an interview', () => {
  const why = kind.fields.find(({ name }) => name === 'why');
  expect(why?.optionsFrom?.({}, {}, [yes], sampleLookups)).not.toContain('start');
  expect(why?.optionsFrom?.({}, {}, [interview, yes], sampleLookups)).toContain('start');
  expect(faultyFields(kind, { ...tested, why: 'start' })).toEqual(['after_interview']);
});

test('its result is read in the record, and in no list', () => {
  expect(sayField(kind, 'results', tested.results, sampleLookups)).toBe(
    'Sabu (metamfetamin): positif dan Ganja: negatif',
  );
  expect(kind.line(sampleRecord('urine_test', tested), sampleLookups)).not.toMatch(/positif|negatif/i);
});
