import { expect, test } from 'vitest';
import { draftKey, targetOfDraft } from './draft_key';

test('a draft leads back to the form it came from', () => {
  for (const name of [
    { kind: 'client' },
    { kind: 'visit', client: 'c' },
    { kind: 'client', client: 'c', record: 'c', editedAlone: 'status' },
  ])
    expect(targetOfDraft(draftKey(name))).toEqual(name);
});
