/** Her changes as screens list them. Pure. */

import type { LeftChange, RefusedChange, WaitingChange } from '../types.ts';
import type { OutboxEntry } from './outbox_entry.ts';

const named = ({ about }: OutboxEntry): { about?: string } => (about === undefined ? {} : { about });

export const waitingOf = (entry: OutboxEntry): WaitingChange => ({
  change: entry.change,
  ...(entry.problem ? { why: entry.problem } : {}),
  ...named(entry),
  handed: entry.handed ?? false,
});

export const refusedOf = (entry: OutboxEntry): RefusedChange => ({
  change: entry.change,
  problem: entry.problem ?? UNTOLD,
  at: entry.at ?? entry.change.at,
  ...named(entry),
});

export const leftOf = (entry: OutboxEntry): LeftChange => ({
  change: entry.change,
  ...(entry.problem ? { problem: entry.problem } : {}),
  at: entry.at ?? entry.change.at,
  ...named(entry),
});

const UNTOLD = { type: 'about:blank', title: '', status: 0, detail: '' };
