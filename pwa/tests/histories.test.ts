/**
 * Random histories: every kind of network trouble, kills, lost phones, follows that come and go, backups, restores, erasures.
 * HISTORIES=400 for a long run, SEED=… for one again.
 */

import fc from 'fast-check';
import { test } from 'vitest';
import { PHONES, SyncHistory } from './fake_server/histories.ts';
import type { HistoryStep } from './fake_server/history_steps.ts';

const phone = fc.nat({ max: PHONES.length - 1 });
const i = fc.nat({ max: 9 });
const word = <T extends string>(...words: T[]) => fc.constantFrom(...words);
const step: fc.Arbitrary<HistoryStep> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: word('register', 'paper', 'kill', 'answer'), phone, i }) },
  { weight: 8, arbitrary: fc.record({ do: word('sync'), phone, i }) },
  { weight: 1, arbitrary: fc.record({ do: word('river'), phone, i }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: word('visit', 'edit'),
      phone,
      i,
      field: fc.nat({ max: 2 }),
      bad: fc.nat({ max: 9 }).map((n) => n === 0),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: word('network'),
      phone,
      coming: fc.array(word('fine', 'out', 'lost'), { maxLength: 4 }),
      limit: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: word('grant', 'hand over'), i }) },
  { weight: 5, arbitrary: fc.record({ do: word('begin backup', 'end backup', 'back up', 'restore', 'restore'), i }) },
  { weight: 1, arbitrary: fc.record({ do: word('revoke', 'erase', 'spoil'), i }) },
);

test('whatever happens, nothing is lost, nothing comes twice, nothing unseen is overwritten, and quiet phones agree', async () => {
  const runs = Number(process.env['HISTORIES'] ?? 15);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 45 }), async (steps) => {
      const story = new SyncHistory();
      await story.begin();
      for (const one of steps) await story.go(one);
      await story.end();
    }),
    { numRuns: runs, ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}) },
  );
}, 600_000);
