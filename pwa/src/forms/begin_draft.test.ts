import { expect, test } from 'vitest';
import type { Casebook, Json, RefusedChange } from '../core/types';
import { caseKind } from '../records';
import { sampleLookups } from '../records/sample_records';
import { beginDraft } from './begin_draft';
import { draftKey } from './draft_key';
import { OpenForm } from './open_form.svelte';

const draftsOf = (kept: Map<string, Json>) => ({
  keys: () => [...kept.keys()],
  read: (key: string) => kept.get(key),
  write: async (key: string, draft: Json) => void kept.set(key, draft),
  drop: async (key: string) => void kept.delete(key),
});
const KEY = draftKey({ kind: 'client' });

test('somebody who asked for help is written down as such, and nothing begun before is lost', async () => {
  const kept = new Map<string, Json>();
  const drafts = draftsOf(kept);
  await beginDraft({ drafts }, caseKind, sampleLookups, { found_by: 'help_request' });
  expect(kept.get(KEY)).toMatchObject({ moved: { found_by: 'help_request' }, day: sampleLookups.today, begun: true });
  kept.set(KEY, { moved: { alias: 'Kak Tia' } });
  await beginDraft({ drafts }, caseKind, sampleLookups, { found_by: 'help_request' });
  expect(kept.get(KEY)).toEqual({ moved: { alias: 'Kak Tia' } });
  expect(caseKind.fields.find(({ name }) => name === 'found_by')?.options).toContain('help_request');
});

test('a form made out of what is known was left unfinished by nobody, until somebody writes in it', async () => {
  const drafts = draftsOf(new Map());
  await beginDraft({ drafts }, caseKind, sampleLookups, { found_by: 'help_request' });
  const book = { me: () => ({ agent: { role: 'agent' } }), get: () => undefined, drafts } as unknown as Casebook;
  const opened = () => new OpenForm({ book, lookups: sampleLookups, caseOf: () => undefined }, { kind: caseKind });
  const form = opened();
  expect([form.resumed, form.values['found_by']]).toEqual([false, 'help_request']);
  form.move('alias', 'Kak Tia');
  expect(opened().resumed).toBe(true);
});

test('who is taken up again finds that said in the form, and what stood there goes along when it is saved', async () => {
  const drafts = draftsOf(new Map());
  const about = { client: 'a', record: 'a', editedAlone: 'status', seen: { status: 'closed' } };
  await beginDraft({ drafts }, caseKind, sampleLookups, { status: 'registered' }, about);
  const head = { fields: { alias: 'Kak Tia', status: 'closed', closed_reason: 'moved' } };
  const book = { me: () => ({ agent: { role: 'agent' } }), get: () => head, drafts } as unknown as Casebook;
  const form = new OpenForm({ book, lookups: sampleLookups, caseOf: () => undefined }, { kind: caseKind, ...about });
  expect([form.resumed, form.values]).toEqual([false, { ...head.fields, status: 'registered' }]);
  expect(form.overtaken('status')).toBeUndefined();
});

test('a form that came back without its picture says so, until somebody writes in it', async () => {
  const drafts = draftsOf(new Map([[KEY, { moved: { alias: 'Kak Tia' }, seen: {}, extra: null, lost: true }]]));
  const book = { me: () => ({ agent: { role: 'agent' } }), get: () => undefined, drafts } as unknown as Casebook;
  const opened = () => new OpenForm({ book, lookups: sampleLookups, caseOf: () => undefined }, { kind: caseKind });
  const form = opened();
  expect([form.resumed, form.lost]).toEqual([true, true]);
  form.move('alias', 'Mas Wahyu');
  expect(opened().lost).toBe(false);
});

test('so does the form that mends what was refused', () => {
  const drafts = draftsOf(new Map());
  const book = { me: () => ({ agent: { role: 'agent' } }), get: () => undefined, drafts } as unknown as Casebook;
  const mend = {
    change: { record: 'a', set: { alias: 'Kak Tia' } },
    problem: { lost: true },
  } as unknown as RefusedChange;
  expect(new OpenForm({ book, lookups: sampleLookups, caseOf: () => undefined }, { kind: caseKind, mend }).lost).toBe(
    true,
  );
});
