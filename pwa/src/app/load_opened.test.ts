import { expect, test } from 'vitest';
import { untilLoaded } from './load_opened';

test('what did not come over a broken line is asked for again', async () => {
  let asked = 0;
  let waited = 0;
  const load = async (): Promise<string> => {
    asked += 1;
    if (asked < 3) throw new TypeError('Failed to fetch dynamically imported module');
    return 'here';
  };
  const loaded = await untilLoaded(load, async () => {
    waited += 1;
  });
  expect([loaded, asked, waited]).toEqual(['here', 3, 2]);
});
