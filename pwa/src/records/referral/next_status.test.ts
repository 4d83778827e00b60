import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FIRST_STATUS, NEEDS_REASON, NEXT_STATUS, nextStatuses } from './next_status';

interface Ladder {
  in_use: string[];
  needs_reason: string[];
  next: Record<string, string[]>;
}
const file = new URL('../../../../api/records/referral_states.json', import.meta.url);
const ladder = JSON.parse(readFileSync(file, 'utf8')) as Ladder;

test('the phone knows the same steps as the server, of the states in use', () => {
  const used = new Set(ladder.in_use);
  const theirs = Object.fromEntries(
    ladder.in_use.map((state) => [state, (ladder.next[state] ?? []).filter((next) => used.has(next))]),
  );
  expect(NEXT_STATUS).toEqual(theirs);
  expect(NEEDS_REASON).toEqual(ladder.needs_reason.filter((state) => used.has(state)));
});

test('a new referral is sent or drafted, a closed one goes nowhere', () => {
  expect(nextStatuses('')).toEqual(FIRST_STATUS);
  expect(nextStatuses('closed')).toEqual([]);
  expect(nextStatuses('a state of a newer server')).toEqual([]);
});
