import { expect, test } from 'vitest';
import { words } from '../words';
import { fieldTypeOf } from './field_types';

const inputs = import.meta.glob<string>('./{text,note}/Input.svelte', {
  eager: true,
  query: '?raw',
  import: 'default',
});

test.each(Object.entries(inputs))('%s cuts nothing off: what is too long is told while it is written', (_, source) => {
  expect(source).not.toMatch(/max=/);
  expect(source).toContain('checkLength(');
});

test('letters are counted as people count them', () => {
  const spec = { name: 'alias', type: 'text', max: 40 } as const;
  expect(fieldTypeOf('text').check?.('😀'.repeat(40), spec)).toBeUndefined();
  expect(fieldTypeOf('text').check?.('W'.repeat(41), spec)).toBe(words.faults.long(40));
  expect(fieldTypeOf('note').check?.('W'.repeat(2001), { name: 'note', type: 'note' })).toBe(words.faults.long(2000));
});
