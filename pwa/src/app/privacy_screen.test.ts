import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppSession } from '../core/types';
import { privacyScreen } from './privacy_screen.svelte';

const locked = vi.fn(async () => {});
const appSession = { lock: locked } as unknown as AppSession;
let clock = 0;

beforeEach(() => {
  vi.useFakeTimers();
  locked.mockClear();
  clock = 1_000_000;
});
afterEach(() => vi.useRealTimers());

test('hidden at once; back within a minute without a PIN', async () => {
  const cover = privacyScreen(appSession, () => clock);
  cover.hide();
  expect(cover.hidden).toBe(true);
  clock += 59_000;
  await cover.show();
  expect(cover.hidden).toBe(false);
  vi.advanceTimersByTime(120_000);
  expect(locked).not.toHaveBeenCalled();
});

test('after a minute the key is dropped, though nobody comes back', () => {
  const cover = privacyScreen(appSession, () => clock);
  cover.hide();
  vi.advanceTimersByTime(60_000);
  expect(locked).toHaveBeenCalledOnce();
});

test('a frozen page, whose timers did not run, is judged by the wall clock before anything is shown', async () => {
  const cover = privacyScreen(appSession, () => clock);
  cover.hide();
  clock += 61_000;
  const shown = cover.show();
  expect(locked).toHaveBeenCalledOnce();
  expect(cover.hidden).toBe(true);
  await shown;
  expect(cover.hidden).toBe(false);
});
