import { expect, test } from 'vitest';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';

const spec = (name: string) => kind.fields.find((one) => one.name === name);
const given = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['contact', 'screening'] });

test('whether she is a child is asked first, and only her age answers for her', () => {
  expect(kind.fields.filter((one) => one.type !== 'computed')[0]?.name).toBe('minor');
  const asked = (head: { [field: string]: string }) => spec('minor')?.default?.(sampleLookups, head, []);
  expect([asked({}), asked({ age_band: '15-17' }), asked({ age_band: '25-34' })]).toEqual([null, true, false]);
});

test('every layer says in one line what it means', () => {
  for (const layer of spec('layers')?.options ?? []) expect(kind.words.meanings?.['layers']?.[layer]).toBeTruthy();
});

test('only what stands can be withdrawn, and nothing more is asked than what and when', () => {
  const no = { act: 'withdrawn', on: '2026-11-20' };
  expect(spec('layers')?.optionsFrom?.({}, no, [given], sampleLookups)).toEqual(['contact', 'screening']);
  expect(spec('layers')?.askedAs?.(no)).toBe('Apa yang dia cabut?');
  const asked = kind.fields.filter((one) => one.type !== 'computed' && (one.when?.(no) ?? true));
  expect(asked.map((one) => one.name)).toEqual(['layers', 'on']);
  expect(faultyFields(kind, no)).toEqual(['layers']);
});
