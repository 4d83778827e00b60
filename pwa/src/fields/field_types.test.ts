import { expect, test } from 'vitest';
import { sampleLookups } from '../records/sample_records';
import type { FieldSet, FieldSpec } from './field_spec';
import { fieldTypeOf, fieldTypes } from './field_types';
import { sayField } from './say_field';

const inputs = Object.keys(import.meta.glob('./*/Input.svelte')).map((path) => path.split('/')[1]);

test('every type is asked by its own input, or is never asked', () => {
  expect(fieldTypes.length).toBeGreaterThan(9);
  for (const type of fieldTypes) expect([type, inputs.includes(type)]).toEqual([type, !fieldTypeOf(type).silent]);
});

const odd = [null, true, 7, 'x', '2026-99-99', ['x', 1, null], { deep: [1] }];

test('no value, of whatever shape, stops a type from saying or judging it', () => {
  for (const type of [...fieldTypes, 'of a newer app']) {
    const spec = { name: 'field', type, options: ['x'], max: 3 } as FieldSpec;
    const set: FieldSet = { fields: [spec], words: { fields: {}, options: { field: { x: 'Iks' } } } };
    for (const value of odd) {
      expect(typeof sayField(set, 'field', value, sampleLookups)).toBe('string');
      fieldTypeOf(type).check?.(value, spec);
    }
  }
});

test('a value is said as its type says it', () => {
  const say = (type: FieldSpec['type'], value: Parameters<typeof sayField>[2]): string =>
    sayField(
      { fields: [{ name: 'field', type }], words: { fields: {}, options: { field: { x: 'Iks' } } } },
      'field',
      value,
      sampleLookups,
    );
  expect(say('one', 'x')).toBe('Iks');
  expect(say('many', ['x', 'y'])).toBe('Iks dan y');
  expect(say('day', '2026-11-23')).toBe('Sen, 23 Nov');
  expect(say('partners', ['rsud'])).toBe('RSUD Kajen');
  expect(say('yes', false)).toBe('Tidak');
  expect(say('number', 1200)).toBe('1.200');
});
