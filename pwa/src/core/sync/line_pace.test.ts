import { expect, test } from 'vitest';
import { freshPace, LinePace } from './line_pace';

test('what comes swiftly may be more the next time, up to what the server tells at once', () => {
  const { pull } = freshPace();
  const sizes = [pull.size];
  for (const took of [2_000, 3_000, 3_500, 3_900]) {
    pull.grow(took);
    sizes.push(pull.size);
  }
  expect(sizes).toEqual([200, 400, 800, 1000, 1000]);
});

test('a first load over a thin line is asked for in few questions', () => {
  const { pull } = freshPace();
  const asked = [];
  for (let left = 5_200; left > 0; left -= asked.at(-1) ?? 0) {
    asked.push(pull.size);
    pull.grow(1_500 + (pull.size * 50) / 8); // 50 bytes a record, packed
  }
  expect(asked).toEqual([200, 400, 800, 1000, 1000, 1000, 1000]);
});

test('what takes its time is asked for again in the same size, and a line that broke comes back to the usual', () => {
  const pace = new LinePace(200, 1000);
  pace.grow(12_000);
  expect(pace.size).toBe(200);
  pace.grow(1_000);
  pace.grow(12_000);
  expect(pace.size).toBe(400);
  expect([pace.shrink(400), pace.shrink(200), pace.size]).toEqual([true, true, 100]);
  pace.grow(9_000);
  pace.grow(9_000);
  expect(pace.size).toBe(200);
});
