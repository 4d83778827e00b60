import { expect, test } from 'vitest';
import { LOOKED_THROUGH, lettersOf } from './letters';

const named = (count: number): string[] => Array.from({ length: count }, (_, at) => `${'CAB'[at % 3]}${at}`);

test('letters are offered for a list that is longer than can be looked through, with how many stand under each', () => {
  expect([...lettersOf(named(LOOKED_THROUGH))]).toEqual([]);
  expect([...lettersOf(named(LOOKED_THROUGH + 1))]).toEqual([
    ['A', 7],
    ['B', 7],
    ['C', 7],
  ]);
});

test('where all begin alike a letter would find nothing', () => {
  expect(lettersOf(named(60).map((name) => `Mas Z${name}`)).size).toBe(0);
});
