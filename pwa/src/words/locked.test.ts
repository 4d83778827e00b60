import { expect, test } from 'vitest';
import { words } from '.';

test.each([
  ['the page of this phone', words.me.locked],
  ['the page of what waits', words.waiting.line.locked],
])('%s does not say who locked it: a renewal elsewhere and a suspected copy lock it too', (_, sentence) => {
  expect(sentence).toMatch(/^HP ini tidak dipakai lagi atau dikunci/);
  expect(sentence).toMatch(/Minta kode baru kepada ketua unit\.$/);
});
