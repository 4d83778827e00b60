import { expect, test } from 'vitest';
import type { Json } from '../core/types';
import { caseKind } from '../records';
import { sampleLookups } from '../records/sample_records';
import { beginDraft } from './begin_draft';
import { draftKey } from './draft_key';

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
  expect(kept.get(KEY)).toMatchObject({ moved: { found_by: 'help_request' }, day: sampleLookups.today });
  kept.set(KEY, { moved: { alias: 'Kak Tia' } });
  await beginDraft({ drafts }, caseKind, sampleLookups, { found_by: 'help_request' });
  expect(kept.get(KEY)).toEqual({ moved: { alias: 'Kak Tia' } });
  expect(caseKind.fields.find(({ name }) => name === 'found_by')?.options).toContain('help_request');
});
