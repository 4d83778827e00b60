import vectors from '@vectors/blank_texts.json';
import { expect, test } from 'vitest';
import { words } from '../words';
import { isBlank } from './blank_text';
import { reasonFault } from './text_room';

test('of what looks like nothing nobody sees anything, and whoever wrote something wrote it', () => {
  expect(vectors.blank.filter((said) => !isBlank(said))).toEqual([]);
  expect(vectors.shown.filter(isBlank)).toEqual([]);
  for (const said of vectors.blank) expect(reasonFault(said)).toBe(words.faults.reason);
  for (const said of vectors.shown) expect(reasonFault(said)).toBeUndefined();
});
