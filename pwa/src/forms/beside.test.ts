import { expect, test } from 'vitest';
import type { Casebook, SaveRequest } from '../core/types';
import { caseOf } from '../records/caseload';
import { kind } from '../records/closure';
import { sampleLookups, sampleRecord } from '../records/sample_records';
import { OpenForm } from './open_form.svelte';

test('what a new record changes beside it is saved after it', async () => {
  const head = sampleRecord('client', { alias: 'Mas Wahyu', status: 'registered' }, { id: 'case' });
  const saved: [string, SaveRequest][] = [];
  const book = {
    drafts: { read: () => undefined, write: async () => undefined },
    get: () => head,
    caseOf: () => [head],
    save: async (name: string, saving: SaveRequest) => {
      saved.push([name, saving]);
      return 'new id';
    },
  } as unknown as Casebook;
  const session = { book, lookups: sampleLookups, caseOf: (client: string) => caseOf(book, client) };
  const form = new OpenForm(session, { kind, client: 'case' });
  form.move('reason', 'moved');
  await form.save();
  expect(saved).toEqual([
    ['closure', { feed: 'case', set: { on: '2026-11-23', reason: 'moved' }, draft: form.key, held: 'new' }],
    ['client', { record: 'case', set: { status: 'closed', closed_reason: 'moved' }, seen: head.fields, held: 'same' }],
  ]);
});
