import { expect, test } from 'vitest';
import { countsShown } from './office_counts';

const counts = { clients: 0, open_referrals: 0 };

test('an admin reads no case, so her page says no number of them, nor a zero', () => {
  expect(countsShown('admin', counts)).toEqual([]);
});

test.each(['coordinator', 'partner'] as const)('a true zero is shown to who may count: %s', (role) => {
  expect(countsShown(role, counts)).toEqual([
    ['clients', 0],
    ['open_referrals', 0],
  ]);
  expect(countsShown(role, null)).toEqual([]);
});
