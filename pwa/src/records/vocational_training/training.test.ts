import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';

const spec = (name: string) => kind.fields.find((one) => one.name === name);
const steps = (status: string) => spec('status')?.optionsFrom?.({ status }, {}, [], sampleLookups) ?? [];
const asked = (fields: FieldValues) =>
  kind.fields.filter((one) => one.type !== 'computed' && (one.when?.(fields) ?? true)).map(({ name }) => name);

test('it begins anywhere, and goes where the ladder leads', () => {
  expect(steps('')).toEqual(spec('status')?.options);
  expect(steps('selection')).toContain('not_selected');
  expect(steps('attending')).not.toContain('interested');
  expect(
    faultyFields(kind, { trade: 'barista', status: 'selection' }, { trade: 'barista', status: 'attending' }),
  ).toEqual(['status']);
});

test('no more is attended than was planned', () => {
  const course = { trade: 'barista', status: 'attending', hours: 40, sessions: 8 };
  expect(faultyFields(kind, { ...course, hours_attended: 40, sessions_attended: 8 })).toEqual([]);
  expect(faultyFields(kind, { ...course, hours_attended: 41, sessions_attended: 9 })).toEqual([
    'hours_attended',
    'sessions_attended',
  ]);
});

test('who does not take part yet is not asked for attendance, tools or a certificate', () => {
  const later = ['hours_attended', 'sessions_attended', 'kit', 'certificate', 'certificate_no'];
  expect(asked({ status: 'waiting' }).filter((name) => later.includes(name))).toEqual([]);
  expect(asked({ status: 'attending', kit: 'full' })).toEqual(expect.arrayContaining(['kit_what', 'kit_on']));
  expect(asked({ status: 'finished', certificate: 'competence' })).toContain('certificate_no');
});

test('the day it ended is asked where it is said that it ended, and by itself too', () => {
  expect([spec('ends_on')?.editedWith, spec('ends_on')?.movable]).toEqual(['status', true]);
});

test('its line says how often she was there', () => {
  const course = { trade: 'barista', status: 'attending', provider: 'BLK Ungaran' };
  const line = (fields: FieldValues) => kind.line(sampleRecord('vocational_training', fields), sampleLookups);
  expect(line({ ...course, hours: 40, hours_attended: 30 })).toBe('Sedang ikut · BLK Ungaran · hadir 75%');
  expect(line({ ...course, hours: 40, hours_attended: 30, sessions: 10, sessions_attended: 9 })).toContain('hadir 90%');
  expect(line(course)).toBe('Sedang ikut · BLK Ungaran');
});
