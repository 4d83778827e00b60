import { expect, test } from 'vitest';
import { alone, lineIsFree } from './first_load';

test('the line is free after a first load, also after one that failed', async () => {
  const order: string[] = [];
  let fail: (why: Error) => void = () => undefined;
  const load = alone(() => new Promise((_, failed) => (fail = failed)));
  const file = lineIsFree()().then(() => order.push('file'));
  await new Promise((done) => setTimeout(done));
  order.push('load');
  fail(new Error('no line'));
  await expect(load).rejects.toThrow('no line');
  await file;
  expect(order).toEqual(['load', 'file']);
});

test('a load that takes too long shares the line', async () => {
  let end: (value: string) => void = () => undefined;
  const load = alone(() => new Promise<string>((done) => (end = done)));
  const free = lineIsFree(1);
  await free();
  await free();
  end('all');
  expect(await load).toBe('all');
});

test('a tab that was frozen while it loaded holds up no other', async () => {
  let thaw: () => void = () => undefined;
  const frozen = alone(() => new Promise<void>((done) => (thaw = done)));
  expect(await alone(async () => 'all')).toBe('all');
  thaw();
  await frozen;
});
