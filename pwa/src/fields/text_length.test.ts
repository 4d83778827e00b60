import { expect, test } from 'vitest';
import { words } from '../words';
import { fieldTypeOf } from './field_types';

const pages = import.meta.glob<string>('../**/*.svelte', { eager: true, query: '?raw', import: 'default' });

test('no words are cut off: every field for them says how much it holds, and what is too long is told', () => {
  const open = Object.entries(pages).flatMap(([name, source]) =>
    [...source.matchAll(/<Field\b(?:=>|[^>])*?\/>/g)].map(([field]) => [name, field] as const),
  );
  expect(open.length).toBeGreaterThan(15);
  for (const [name, field] of open) {
    const search = /onchange={search}|words\.(ui\.search|clients\.find)/.test(field) || name.includes('/style/');
    expect(search || /\bmost=|{most}/.test(field), `${name}: ${field}`).toBe(true);
  }
  for (const [name, source] of Object.entries(pages))
    expect(source.replace('maxlength={free ? undefined : most}', ''), name).not.toMatch(/maxlength/);
});

test('letters are counted as people count them', () => {
  const spec = { name: 'alias', type: 'text', max: 40 } as const;
  expect(fieldTypeOf('text').check?.('😀'.repeat(40), spec)).toBeUndefined();
  expect(fieldTypeOf('text').check?.('W'.repeat(41), spec)).toBe(words.faults.long(40));
  expect(fieldTypeOf('note').check?.('W'.repeat(2001), { name: 'note', type: 'note' })).toBe(words.faults.long(2000));
});
