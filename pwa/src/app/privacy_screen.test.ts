import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Doors } from '../core/types';
import { hiding } from './privacy_screen.svelte';

const locked = vi.fn(async () => {});
const doors = { lock: locked } as unknown as Doors;
let clock = 0;

beforeEach(() => {
  vi.useFakeTimers();
  locked.mockClear();
  clock = 1_000_000;
});
afterEach(() => vi.useRealTimers());

test('hidden at once; back within a minute without a PIN', async () => {
  const cover = hiding(doors, () => clock);
  cover.hide();
  expect(cover.hidden).toBe(true);
  clock += 59_000;
  await cover.show();
  expect(cover.hidden).toBe(false);
  vi.advanceTimersByTime(120_000);
  expect(locked).not.toHaveBeenCalled();
});

test('after a minute the key is dropped, though nobody comes back', () => {
  const cover = hiding(doors, () => clock);
  cover.hide();
  vi.advanceTimersByTime(60_000);
  expect(locked).toHaveBeenCalledOnce();
});

test('a frozen page, whose timers did not run, is judged by the wall clock before anything is shown', async () => {
  const cover = hiding(doors, () => clock);
  cover.hide();
  clock += 61_000;
  const shown = cover.show();
  expect(locked).toHaveBeenCalledOnce();
  expect(cover.hidden).toBe(true);
  await shown;
  expect(cover.hidden).toBe(false);
});
