/** What goes with a lease that ends is what the server has. */
import { beforeEach, expect, test } from 'vitest';
import { keepLease } from '../src/core/sync/lease.ts';
import type { TestPhone } from './fake_server/test_phone.ts';
import { DAY, heldByDewi, pair, takesNothing } from './fake_server/two_phones.ts';

let here: Awaited<ReturnType<typeof pair>>;
let dewi: TestPhone;

beforeEach(async () => {
  here = await pair();
  dewi = here.dewi;
});

/** Closed for so long, and opened on so many days, that the caseload goes. */
async function outlived(): Promise<void> {
  dewi.keys.table.used = Array.from({ length: 46 }, (_, day) => `${day}`);
  dewi.environment.pass(46 * DAY);
  await keepLease(dewi.store);
}
const foundBoxes = async () => (await dewi.boxes()).flatMap(({ found }) => (found ? [found] : []));

test.each(['took nothing', 'was not asked yet'])('a restored server that %s loses nothing', async (how) => {
  const [later = ''] = await heldByDewi(here, 1);
  if (how === 'took nothing') takesNothing(dewi, 'waiting');
  else dewi.network.coming.push('fine', 'out');
  await dewi.sync();
  await outlived();
  expect([dewi.book.get(later), dewi.keys.table.feeds]).toEqual([undefined, {}]);
  expect(await foundBoxes()).toContainEqual(expect.objectContaining({ record: later }));
});

test('a phone that dies as the keys to a case are struck loses nothing of it', async () => {
  const [later = ''] = await heldByDewi(here, 1);
  takesNothing(dewi, 'refused');
  await dewi.sync();
  const strike = dewi.keys.strikeFeeds.bind(dewi.keys);
  dewi.keys.strikeFeeds = async (feeds) => {
    await strike(feeds);
    throw new Error('dead');
  };
  await outlived();
  await dewi.reopen();
  expect(await foundBoxes()).toContainEqual(expect.objectContaining({ record: later }));
});
