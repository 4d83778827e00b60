import { expect, test } from 'vitest';
import { takenBackOf } from './caseload';
import { sampleRecord } from './sample_records';

test('what was taken back can be opened from its case, newest first', () => {
  const head = sampleRecord('client', { alias: 'Mawar' }, { id: 'case' });
  const stands = sampleRecord('visit', { on: '2026-11-20' });
  const taken = (on: string) => sampleRecord('visit', { on, voided_because: 'Salah orang' }, { voided: true });
  const [early, late] = [taken('2026-11-02'), taken('2026-11-21')];
  const book = { caseOf: () => [stands, early, late, head] };
  expect(takenBackOf(book, { id: head.id, head })).toEqual([late, early]);
});
