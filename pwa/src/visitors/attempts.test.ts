import { expect, test } from 'vitest';
import { NamedAttempts } from './attempts';

test('what is asked again has its name again, and what was answered or differs has another', () => {
  const attempts = new NamedAttempts();
  const first = attempts.of({ service: 'accompany' });
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(attempts.of({ service: 'accompany' })).toBe(first);
  const other = attempts.of({ service: 'referral' });
  expect(other).not.toBe(first);
  attempts.over();
  expect(attempts.of({ service: 'referral' })).not.toBe(other);
});
