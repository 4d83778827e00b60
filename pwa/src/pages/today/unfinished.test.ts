import { expect, test } from 'vitest';
import type { Casebook } from '../../core/types';
import { draftKey } from '../../forms/draft_key';
import { sampleRecord } from '../../records/sample_records';
import { unfinishedOf } from './unfinished';

test('what was begun is found again, of whom it is, and not where the case has left this phone', () => {
  const head = sampleRecord('client', { alias: 'Kak Tia' }, { id: 'case' });
  const names = [{ kind: 'client' }, { kind: 'visit', client: 'case' }, { kind: 'visit', client: 'gone' }];
  const book = {
    drafts: { keys: () => names.map(draftKey) },
    get: (id: string) => (id === 'case' ? head : undefined),
    caseOf: () => [head],
  } as unknown as Casebook;
  expect(unfinishedOf(book).map(({ title, alias }) => [title, alias])).toEqual([
    ['Klien belum disimpan', ''],
    ['Kunjungan belum disimpan', 'Kak Tia'],
  ]);
});
