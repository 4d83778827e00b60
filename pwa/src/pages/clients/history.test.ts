import { expect, test } from 'vitest';
import { type HistoryEntry, writerOf } from './history';

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
