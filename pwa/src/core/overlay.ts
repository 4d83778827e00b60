/** What stands on the screen: the told record, with own work over it that has not come back yet. Pure. */

import type { Fields, Shown, State, Told, Work } from './types';

export type Cursor = Record<string, number>;

/** Acknowledged, and a finished pull has passed its number: the told record holds it already. */
export function returned(work: Work, epoch: string, cursor: Cursor): boolean {
  const receipt = work.receipt;
  return receipt !== undefined && receipt.epoch === epoch && (cursor[receipt.home] ?? 0) >= receipt.n;
}

/** Covered by a named backup of the same epoch; two on, so that a push in flight and one bad copy are covered too. */
export function safe(work: Work, epoch: string, done: number): boolean {
  return work.receipt !== undefined && work.receipt.epoch === epoch && done >= work.receipt.started + 2;
}

/** The fields a piece of work lays over the told record; what lost comes off at the receipt. */
export function layer(work: Work): Fields {
  const lost = new Set(work.receipt?.lost ?? []);
  return Object.fromEntries(Object.entries(work.change.set).filter(([name]) => !lost.has(name)));
}

/** `works`: own work on this record, in the order it was done, without what has returned. */
export function overlay(
  told: Told | undefined,
  works: Work[],
  done: number,
  epoch: string,
  kept: Work[],
): Shown | undefined {
  const first = works[0]?.change;
  const laid = works.filter((work) => !work.refused);
  const base = told?.body ?? (laid.length ? {} : undefined);
  if (base === undefined || (told === undefined && first === undefined)) return undefined;
  const fields: Fields = { ...base };
  delete fields.questions;
  for (const work of laid) Object.assign(fields, layer(work));
  for (const name of Object.keys(fields)) if (fields[name] === null) delete fields[name];
  const refused = works.find((work) => work.refused)?.problem;
  return {
    id: told?.record ?? first!.record,
    kind: told?.kind ?? first!.kind,
    feed: told?.feed ?? first!.feed,
    fields,
    n: told?.n ?? 0,
    by: told?.by ?? '',
    at: laid.at(-1)?.change.at ?? told?.at ?? first!.at,
    questions: (told?.body?.questions ?? {}) as unknown as Shown['questions'],
    state: stateOf(laid, kept, epoch, done),
    voided: typeof fields.voided_because === 'string',
    ...(refused ? { refused } : {}),
  };
}

/** Truth in one word: any unsent work makes it wait; anything not yet covered is only sent. */
function stateOf(laid: Work[], kept: Work[], epoch: string, done: number): State {
  if (laid.some((work) => !work.receipt)) return 'waiting';
  return kept.some((work) => work.receipt && !safe(work, epoch, done)) ? 'sent' : 'safe';
}
