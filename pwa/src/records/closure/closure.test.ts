import { expect, test } from 'vitest';
import type { FieldValues, RecordView } from '../../core/types';
import { usualValues } from '../../forms/usual_values';
import { kind as client } from '../client';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';
import { leftOpen } from './closing';

const head = sampleRecord('client', { alias: 'Kak Tia', status: 'accompanied' });
const wrong = (fields: FieldValues, records: RecordView[] = []) =>
  faultyFields(kind, { on: '2026-11-23', ...fields }, null, { head: head.fields, records });
const finished = { reason: 'finished', aftercare_outcome: 'stable', qol_why: 'Dia pindah.' };

test('a finished one says how she is after the aftercare, and why nothing was measured', () => {
  expect(wrong(finished)).toEqual([]);
  expect(wrong({ reason: 'finished' })).toEqual(['aftercare_outcome', 'qol_why']);
  expect(wrong({ reason: 'not_continued' })).toEqual([]);
  const measured = sampleRecord('quality_of_life', { point: 'end' });
  const records = [sampleRecord('quality_of_life', { point: 'mid' }), measured];
  expect(usualValues(kind, sampleLookups, { head: {}, records })['qol_end']).toBe(measured.id);
  expect(wrong({ reason: 'finished', aftercare_outcome: 'stable', qol_end: measured.id })).toEqual([]);
});

test('no case is closed over a danger, unless she died', () => {
  const alert = sampleRecord('alert', { status: 'open', opened_on: '2026-11-20' });
  const visit = sampleRecord('visit', { on: '2026-11-22', red_flags: ['violence'] });
  for (const danger of [alert, visit]) {
    expect(wrong(finished, [danger])).toEqual(['reason']);
    expect(wrong({ reason: 'died' }, [danger])).toEqual([]);
  }
});

test('it closes her case, in the words of the client', () => {
  const set = (reason: string) => kind.beside?.({ reason }, head, [])[0]?.set;
  expect(set('finished')).toEqual({ status: 'closed', closed_reason: 'finished' });
  expect(set('refused')).toEqual({ status: 'closed', closed_reason: 'dropped_out' });
  expect(set('not_continued')).toEqual({ status: 'closed', closed_reason: 'dropped_out' });
});

test('what is still open is listed', () => {
  const open = [sampleRecord('plan', { status: 'open' }), sampleRecord('referral', { status: 'sent' })];
  const ended = [sampleRecord('plan', { status: 'finished' }), sampleRecord('visit', { on: '2026-11-20' })];
  expect(leftOpen([...open, ...ended])).toEqual(open);
});

test('nobody sets at which step she is: a case is closed by its form, and may be opened again', () => {
  const stages = (status: string, records: RecordView[] = []) =>
    client.fields.find(({ name }) => name === 'status')?.optionsFrom?.({ status }, {}, records, sampleLookups);
  expect(stages('accompanied')).toEqual([]);
  expect(stages('closed')).toEqual(['closed', 'registered']);
  expect(stages('closed', [sampleRecord('plan', { status: 'finished' })])).toEqual(['closed', 'accompanied']);
  // Its form was saved, and the phone went off before she was closed.
  expect(stages('accompanied', [sampleRecord('closure', { reason: 'moved' })])).toEqual(['closed']);
});
