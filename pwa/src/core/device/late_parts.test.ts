import { expect, test } from 'vitest';
import { onceLoaded, untilLoaded } from './late_parts';

const pages = import.meta.glob<string>('../../**/*.svelte', { eager: true, query: '?raw', import: 'default' });

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

test('what did not come is asked for anew the next time, and what came is not', async () => {
  let asked = 0;
  const part = onceLoaded(async () => {
    asked += 1;
    if (asked < 2) throw new TypeError('Failed to fetch dynamically imported module');
    return 'here';
  });
  await expect(part()).rejects.toThrow(TypeError);
  expect([await part(), await part(), asked]).toEqual(['here', 'here', 2]);
});

test('no page shows nothing for good because a part of it did not come', () => {
  const late = Object.entries(pages).filter(([, source]) => source.includes('import('));
  expect(late.length).toBeGreaterThan(8);
  for (const [name, source] of late)
    for (const [line] of source.matchAll(/.*[^.]import\(.*/g)) expect(line, name).toContain('untilLoaded(');
});
