import { expect, test } from 'vitest';
import type { Casebook } from '../../core/types';
import { type HistoryEntry, ownWords, valuesOf, writerOf } from './history';

const entry = (n: number, by: string, set: HistoryEntry['set'], lost: HistoryEntry['lost'] = null): HistoryEntry => ({
  id: String(n),
  n,
  at: '',
  by,
  set,
  lost,
});

test('who wrote a value is the newest who set it and did not lose it', () => {
  const entries = [
    entry(1, 'sari', { occupation: 'seeking' }),
    entry(2, 'dewi', { occupation: 'working' }),
    entry(3, 'sari', { occupation: 'apprentice', alias: 'Mas W' }, { occupation: 'apprentice' }),
  ];
  expect(writerOf(entries, 'occupation', 'working')?.by).toBe('dewi');
  expect(writerOf(entries, 'occupation', 'apprentice')).toBeUndefined();
  expect(writerOf(entries, 'alias', 'Mas W')?.n).toBe(3);
});

test('a value that was left is told apart from one that still waits to be chosen, and what stood before is said', () => {
  const first = { ...entry(1, 'sari', { alias: 'Mas W' }), was: { alias: 'Mas Wahyu' } };
  const lost = { ...entry(2, 'dewi', { occupation: 'working' }, { occupation: 'working' }), was: { occupation: null } };
  const open = { occupation: [{ change: '2', enrolment: null, value: 'working', by: 'dewi', at: '' }] };
  expect(valuesOf(first, { questions: {} })).toEqual([
    { name: 'alias', value: 'Mas W', before: 'Mas Wahyu', fate: 'stands' },
  ]);
  expect(valuesOf(lost, { questions: open })[0]?.fate).toBe('asked');
  expect(valuesOf(lost, { questions: {} })[0]?.fate).toBe('left');
});

test('her refused words and those she left are told of their record alone, the newest first', () => {
  const change = (id: string, record: string) => ({ id, record, feed: 'f', kind: 'visit', at: '', set: { note: id } });
  const problem = { type: '', title: 'Ditolak', status: 422, detail: 'Tanggal belum tiba.' };
  const book = {
    refused: () => [{ change: change('1', 'r'), problem, at: '2026-11-01' }],
    left: () => [
      { change: change('2', 'r'), at: '2026-11-02' },
      { change: change('3', 'other'), at: '2026-11-03' },
    ],
  } as unknown as Casebook;
  expect(ownWords(book, 'r').map(({ id, is, because }) => [id, is, because])).toEqual([
    ['2', 'left', ''],
    ['1', 'refused', 'Tanggal belum tiba.'],
  ]);
});
