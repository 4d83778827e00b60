import { expect, test } from 'vitest';
import type { Casebook } from '../core/types';
import { quickKind } from '../records';
import { sampleLookups } from '../records/sample_records';
import { OpenForm } from './open_form.svelte';

test('a sign of danger is told at once, each once, and no other answer is', () => {
  const told: string[] = [];
  const book = {
    me: () => ({ agent: { role: 'agent' } }),
    drafts: { read: () => undefined, write: async () => undefined },
    get: () => undefined,
  };
  const form = new OpenForm(
    {
      book: book as unknown as Casebook,
      lookups: sampleLookups,
      caseOf: () => undefined,
      ondanger: (chosen) => told.push(...chosen),
    },
    { kind: quickKind, client: 'case' },
  );
  form.move('condition', 'poor');
  form.move('needs', ['health']);
  form.move('red_flags', ['suicidal']);
  form.move('red_flags', ['suicidal', 'violence']);
  form.move('red_flags', ['violence']);
  expect(told).toEqual(['suicidal', 'violence']);
});
