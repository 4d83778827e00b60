import { expect, test } from 'vitest';
import type { Casebook } from '../../core/types';
import { draftKey } from '../../forms/draft_key';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { unfinishedOf } from './unfinished';

test('what was begun is found again, of whom it is, and not why it rests, and not where the case has left this phone', () => {
  const head = sampleRecord('client', { alias: 'Kak Tia' }, { id: 'case' });
  const names = [
    { kind: 'client' },
    { kind: 'visit', client: 'case' },
    { kind: 'referral', client: 'case' },
    { kind: 'visit', client: 'gone' },
    { kind: 'outreach', client: 'unit' },
  ];
  const book = {
    drafts: { keys: () => names.map(draftKey) },
    get: (id: string) => (id === 'case' ? head : undefined),
    caseOf: () => [head],
    me: () => ({ unit: { id: 'unit', name: 'IBM Desa Kopeng' } }),
  } as unknown as Casebook;
  expect(unfinishedOf(book, sampleLookups).map(({ title, line }) => [title, line])).toEqual([
    ['Klien belum disimpan', 'Tekan untuk melanjutkan'],
    ['Kunjungan belum disimpan', 'Kak Tia. Tekan untuk melanjutkan'],
    ['Rujukan belum disimpan', 'Kak Tia. Disimpan di HP, belum bisa dilanjutkan. Perlu persetujuan rujukan dulu.'],
    ['Penyuluhan belum disimpan', 'IBM Desa Kopeng. Tekan untuk melanjutkan'],
  ]);
});
