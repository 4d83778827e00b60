/** Histories that tell most, as the server's simulator takes them, on the phone's own code. */

import histories from '@vectors/histories.json';
import { expect, test } from 'vitest';
import { ToldHistory, type ToldStep } from './fake_server/told_history.ts';

const told = histories.filter(({ phone }) => phone);

test.each(told)('$name', async ({ steps }) => {
  const history = new ToldHistory();
  await history.begin();
  for (const step of steps) await history.tell(step as ToldStep);
  await history.end();
});

test('at least a dozen are told here too', () => expect(told.length).toBeGreaterThanOrEqual(12));
