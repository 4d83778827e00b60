import { expect, test } from 'vitest';
import type { Problem } from '../src/core/types.ts';
import { heldByDewi, pair } from './fake_server/two_phones.ts';

const STUMBLES: Problem = { type: '/problems/unforeseen', title: '', status: 500, detail: '' };

test('a restored server that stumbles over one of what it is handed gets the others, and that one when it can', async () => {
  const here = await pair();
  const { server, dewi } = here;
  const [first = '', ...others] = await heldByDewi(here, 15);
  const { wire } = dewi;
  let asked = 0;
  const over = (isBad: (records: readonly string[]) => boolean): void => {
    dewi.wire = {
      ...wire,
      push: async (ask) => {
        asked += 1;
        const bad = isBad((ask.found ?? []).map(({ record }) => record));
        return bad ? { is: 'problem', problem: STUMBLES } : wire.push(ask);
      },
    };
  };
  over((records) => records.length > 0);
  expect(await dewi.sync()).toMatchObject({ is: 'problem' });
  expect(asked).toBeLessThan(25);
  over((records) => records.includes(first));
  expect(await dewi.sync()).toBeUndefined();
  for (const record of others) expect(server.toldTo('D')).toHaveProperty(record);
  expect([dewi.store.meta.untaken, dewi.store.meta.returning]).toEqual([[first], false]);
  dewi.wire = wire;
  await dewi.sync();
  expect(server.toldTo('D')).toHaveProperty(first);
});
