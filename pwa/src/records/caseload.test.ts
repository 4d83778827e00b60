import { expect, test } from 'vitest';
import type { Casebook, RecordView } from '../core/types';
import { casesOf, draftLine, takenBackOf } from './caseload';
import { stepsOf } from './next_steps';
import { sampleLookups, sampleRecord } from './sample_records';

test('what was taken back can be opened from its case, newest first', () => {
  const head = sampleRecord('client', { alias: 'Mawar' }, { id: 'case' });
  const stands = sampleRecord('visit', { on: '2026-11-20' });
  const taken = (on: string) => sampleRecord('visit', { on, voided_because: 'Salah orang' }, { voided: true });
  const [early, late] = [taken('2026-11-02'), taken('2026-11-21')];
  const book = { caseOf: () => [stands, early, late, head] };
  expect(takenBackOf(book, { id: head.id, head })).toEqual([late, early]);
});

test('of a whole caseload a save makes one case anew, and the steps of no other', () => {
  const of = (id: string) => [{ ...sampleRecord('client', { alias: id }), id, feed: id }];
  const lists = new Map(['one', 'two'].map((id) => [id, of(id)]));
  const book = {
    all: () => [...lists.values()].flat(),
    caseOf: (feed: string) => lists.get(feed) ?? [],
  } as unknown as Casebook;
  const [one, two] = casesOf(book);
  if (!one || !two) throw new Error('none');
  const steps = stepsOf(one, sampleLookups);
  lists.set('two', of('two'));
  const [same, anew] = casesOf(book);
  expect([same === one, anew === two]).toEqual([true, false]);
  expect(stepsOf(one, sampleLookups)).toBe(steps);
  expect(stepsOf(one, { ...sampleLookups, today: '2026-12-01' })).not.toBe(steps);
});

test('an unfinished form of what she took back is kept, and says why it cannot go on', () => {
  const yes = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['screening', 'referral'] });
  const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['screening', 'referral'] });
  const head = sampleRecord('client', { alias: 'Mawar' }, { id: 'case' });
  const goesOn = 'Tekan untuk melanjutkan';
  const blocked = (kind: string, records: RecordView[], record?: string) =>
    draftLine(
      { id: 'case', head, alias: 'Mawar', open: true, records },
      { kind, ...(record ? { record } : {}) },
      sampleLookups,
    );
  expect([blocked('referral', [yes]), blocked('screening', [yes])]).toEqual([goesOn, goesOn]);
  expect(blocked('referral', [no, yes])).toContain('persetujuan: dirujuk');
  expect(blocked('screening', [no, yes])).toContain('persetujuan');
  expect([blocked('visit', [no, yes]), blocked('referral', [no, yes], 'r')]).toEqual([goesOn, goesOn]);
});
