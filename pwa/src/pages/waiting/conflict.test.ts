import { expect, test } from 'vitest';
import type { Question } from '../../core/types';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { conflictOf } from './conflict';
import { isAskedAlone } from './reasons';

const question = (value: string, by: string, change: string): Question => ({
  change,
  enrolment: 'phone',
  value,
  by,
  at: '2026-11-03T02:12:00Z',
});

test('both values stand in words, with who wrote them and when', () => {
  const record = sampleRecord('client', { occupation: 'working' }, { by: 'dewi', at: '2026-11-04T03:00:00Z' });
  const asking = conflictOf(
    { record, field: 'occupation', now: 'working', asked: [question('apprentice', 'sari', 'c1')] },
    'Bang Rul',
    sampleLookups,
  );
  expect(asking.title).toBe('Kegiatan sehari-hari Bang Rul: ada isian yang berbeda. Mana yang benar?');
  expect(asking.values).toEqual([
    {
      set: { occupation: 'working' },
      words: 'Bekerja',
      whose: 'Tertulis sekarang, oleh Bu Dewi, Rab, 4 Nov, 10.00 WIB',
    },
    { set: { occupation: 'apprentice' }, words: 'Magang', whose: 'Ditulis oleh Anda, Sel, 3 Nov, 09.12 WIB' },
  ]);
  expect(asking.answers).toEqual(['c1']);
});

test('where the newest word is the one that lost, nobody is named until the server was asked', () => {
  const record = sampleRecord('client', { occupation: 'working' }, { by: 'sari' });
  const open = { record, field: 'occupation', now: 'working', asked: [question('apprentice', 'sari', 'c1')] };
  expect(conflictOf(open, 'Bang Rul', sampleLookups).values[0]?.whose).toBe('Tertulis sekarang');
  const writer = { by: 'dewi', at: '2026-11-03T01:00:00Z' };
  expect(conflictOf(open, 'Bang Rul', sampleLookups, writer).values[0]?.whose).toBe(
    'Tertulis sekarang, oleh Bu Dewi, Sel, 3 Nov, 08.00 WIB',
  );
});

test('two who lost with the same value are one choice, and both are answered', () => {
  const record = sampleRecord('client', { occupation: 'working' });
  const asked = [
    question('apprentice', 'sari', 'c1'),
    question('apprentice', 'dewi', 'c2'),
    question('working', 'dewi', 'c3'),
  ];
  const asking = conflictOf({ record, field: 'occupation', now: 'working', asked }, 'Bang Rul', sampleLookups);
  expect(asking.values.map((value) => value.words)).toEqual(['Bekerja', 'Magang']);
  expect(asking.answers).toEqual(['c1', 'c2', 'c3']);
});

test('what goes with a status is asked with it, and answered with it', () => {
  const told = { status: 'accompanied', alias: 'Bang Rul' };
  const questions = { status: [question('closed', 'sari', 'c1')], closed_reason: [question('moved', 'sari', 'c1')] };
  const record = sampleRecord('client', told, { questions });
  const asks = (field: keyof typeof questions, now: string | null) => ({ record, field, now, asked: questions[field] });
  const open = [asks('status', 'accompanied'), asks('closed_reason', null)];
  expect(open.map(isAskedAlone)).toEqual([true, false]);
  const asking = conflictOf(asks('status', 'accompanied'), 'Bang Rul', sampleLookups);
  expect(asking.values.map(({ set, words }) => [set, words])).toEqual([
    [{ status: 'accompanied', closed_reason: null }, 'Berjalan'],
    [{ status: 'closed', closed_reason: 'moved' }, 'Ditutup · Pindah'],
  ]);
});

test('a reason falls with the status that asked for it', () => {
  const told = { status: 'closed', closed_reason: 'moved' };
  const questions = { status: [question('accompanied', 'sari', 'c1')] };
  const open = { record: sampleRecord('client', told, { questions }), field: 'status', now: 'closed' };
  const asking = conflictOf({ ...open, asked: questions.status }, 'Bang Rul', sampleLookups);
  expect(asking.values.map(({ set }) => set)).toEqual([
    { status: 'closed', closed_reason: 'moved' },
    { status: 'accompanied', closed_reason: null },
  ]);
});

test('a kind or field this app does not know is shown as it stands', () => {
  const record = sampleRecord('weather', { sky: 'grey' }, { foreign: true });
  const asking = conflictOf(
    { record, field: 'sky', now: 'grey', asked: [question('blue', 'dewi', 'c1')] },
    'x',
    sampleLookups,
  );
  expect(asking.values.map((value) => value.words)).toEqual(['"grey"', '"blue"']);
});
