import { expect, test } from 'vitest';
import { PATH } from '../app/paths';
import { helpOf } from './help';

const WITHOUT = ['office', 'style'];

test('every page behind the lock has three to five short sentences', () => {
  for (const page of Object.keys(PATH).filter((name) => !WITHOUT.includes(name))) {
    const said = helpOf(page);
    expect([page, said.length >= 3 && said.length <= 5]).toEqual([page, true]);
    for (const sentence of said) {
      expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
      expect(sentence.length).toBeLessThan(120);
    }
  }
  expect([helpOf('constructor'), helpOf(undefined)]).toEqual([[], []]);
  expect(helpOf('me', 'district')).toEqual(helpOf('me'));
  expect(helpOf('today', 'district').join()).not.toContain('kliennya');
});
