import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { sampleLookups, sampleRecord } from '../sample_records';
import View from './View.svelte';

const NEVER = Object.fromEntries(
  'tobacco alcohol cannabis cocaine amphetamines inhalants sedatives hallucinogens opioids other'
    .split(' ')
    .map((topic) => [topic, false]),
);
const sheet = { instrument: 'assist', version: '3.1-id-2', on: '2026-11-23', policy: '2027-1', answers: { q1: NEVER } };
const shown = (fields: FieldValues): string => {
  const record = sampleRecord('screening', { ...sheet, ...fields });
  const props = { record, records: [], lookups: sampleLookups, onstart: () => undefined };
  return render(View, { props }).body.replaceAll(/<!--.*?-->/g, '');
};
const DANGER = 'Ada tanda bahaya. Tolong dia dulu, skor nanti saja.';

test('a saved interview says what it said, by the rule that is stored and else by the signs beside it', () => {
  expect(shown({})).toContain('Tidak pernah memakai apa pun. Beri informasi saja.');
  expect(shown({ rule: 1, suggestion: 'refer_now' })).toContain(DANGER);
  expect(shown({ red_flags: ['suicidal'] })).toContain(DANGER);
});

test('what it suggests can be pressed where it begins something, and its answers can be read', () => {
  const pressable = /<button[^>]*>(?:(?!<\/button>).)*Antar sekarang/s;
  expect(shown({ rule: 1, suggestion: 'refer_now' })).toMatch(pressable);
  expect(shown({ rule: 1, suggestion: 'refer_now', voided_because: 'Salah.' })).toContain('Lihat semua jawaban');
  expect(shown({ rule: 10, suggestion: 'information' })).not.toMatch(
    /<button[^>]*>(?:(?!<\/button>).)*Beri informasi/s,
  );
});
