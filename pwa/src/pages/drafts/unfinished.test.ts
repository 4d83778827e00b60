import { expect, test } from 'vitest';
import type { Casebook } from '../../core/types';
import { draftKey } from '../../forms/draft_key';
import { kinds } from '../../records';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { unfinishedOf, writtenOn } from './unfinished';

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
    drafts: { keys: () => names.map(draftKey), read: () => undefined },
    get: (id: string) => (id === 'case' ? head : undefined),
    caseOf: () => [head],
    me: () => ({ unit: { id: 'unit', name: 'IBM Desa Kopeng' } }),
  } as unknown as Casebook;
  expect(unfinishedOf(book, sampleLookups).map(({ name, alias, line }) => [name, alias, line])).toEqual([
    ['Klien', '', 'Tekan untuk melanjutkan'],
    ['Kunjungan', 'Kak Tia', 'Tekan untuk melanjutkan'],
    [
      'Rujukan',
      'Kak Tia',
      'Disimpan di HP, belum bisa dilanjutkan. Perlu persetujuan: dirujuk ke puskesmas atau tempat rehabilitasi.',
    ],
    ['Penyuluhan', 'IBM Desa Kopeng', 'Tekan untuk melanjutkan'],
  ]);
});

test('drafts of every kind are listed, a step under its own name, the newest first', () => {
  const head = sampleRecord('client', { alias: 'Kak Tia' }, { id: 'case' });
  const step = draftKey({ kind: 'client', client: 'case', record: 'case', editedAlone: 'status' });
  const days: { [key: string]: string } = { [step]: '2026-11-22' };
  const names = kinds.filter(({ opensCase }) => !opensCase).map(({ kind }) => draftKey({ kind, client: 'case' }));
  const book = {
    drafts: { keys: () => [...names, step], read: (key: string) => ({ day: days[key] ?? '2026-11-20' }) },
    get: (id: string) => (id === 'case' ? head : undefined),
    caseOf: () => [head],
    me: () => ({ unit: null }),
    refused: () => [],
  } as unknown as Casebook;
  const forms = unfinishedOf(book, sampleLookups);
  expect(forms).toHaveLength(kinds.length);
  expect(forms.map(({ kind }) => kind)).not.toContain(undefined);
  const [first] = forms;
  expect([first?.name, first && writtenOn(first, '2026-11-23')]).toEqual(['Pendampingan', 'Terakhir diisi kemarin']);
});

test('what mends a refused change goes on mending it, as long as it is refused', () => {
  const head = sampleRecord('client', { alias: 'Kak Tia' }, { id: 'case' });
  let refused = [{ change: { id: 'c9' } }];
  const book = {
    drafts: { keys: () => [draftKey({ kind: 'visit', client: 'case', record: 'v9' })], read: () => ({ mend: 'c9' }) },
    get: () => head,
    caseOf: () => [head],
    me: () => ({ unit: null }),
    refused: () => refused,
  } as unknown as Casebook;
  const target = { kind: 'visit', client: 'case', record: 'v9' };
  expect(unfinishedOf(book, sampleLookups)[0]?.target).toEqual({ ...target, mend: 'c9' });
  refused = [];
  expect(unfinishedOf(book, sampleLookups)[0]?.target).toEqual(target);
});
