import { expect, test } from 'vitest';
import { DigestCache, followsHash, recordHash } from './digest.ts';

// Worked with Python: int.from_bytes(sha256(b"…:7").digest()[:6], "big")
const RECORD = '01940000-0000-7000-8000-000000000001';

test('a leaf is the first six bytes of the sum over record and number', async () => {
  expect(await recordHash(RECORD, 7)).toBe(279281169133885);
});

test('sums stay below 2 to the 48th, and a new number is counted anew', async () => {
  const digestCache = new DigestCache();
  const many = Array.from({ length: 40 }, (_, i) => ({ record: RECORD, n: i }));
  const all = await Promise.all(many.map(({ n }) => recordHash(RECORD, n)));
  const expected = all.reduce((sum, one) => (sum + one) % 2 ** 48, 0);
  expect(await digestCache.digestOf(many)).toEqual({ count: 40, sum: expected });
  expect(await digestCache.digestOf([{ record: RECORD, n: 8 }])).toEqual({
    count: 1,
    sum: await recordHash(RECORD, 8),
  });
});

test('no feeds hash to the sum of nothing, and order does not matter', async () => {
  expect(await followsHash({})).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(await followsHash({ b: '2', a: '1' })).toBe(
    '4ef55c4d7168c5b14453c2bb63e3454be92d2faf69959a8ae5384deafb2dac4e',
  );
});
