/**
 * How many of her changes the server does not have, in clear: the lock screen says it before anybody can unlock. The one
 * row of the journal that is not sealed; a number and nothing else.
 */

import { bytesOf, textOf } from '../device/bytes.ts';
import type { Journal, JournalRow } from './journal.ts';
import type { OutboxEntry } from './outbox_entry.ts';
import type { StorePlan } from './store_plan.ts';

const KEY = 'n';

const isUnsent = ({ status, handed }: OutboxEntry): boolean =>
  status === 'refused' || (status === 'waiting' && !handed);

/** What the server does not have, refused changes too. */
export const unsentOf = (outbox: ReadonlyMap<string, OutboxEntry>): number =>
  [...outbox.values()].filter(isUnsent).length;

/** As it will be after the plan. */
export function unsentRow(
  outbox: ReadonlyMap<string, OutboxEntry>,
  { entries = [], goneEntries = [] }: Pick<StorePlan, 'entries' | 'goneEntries'>,
): JournalRow {
  const after = new Map([...outbox, ...entries.map((entry) => [entry.change.id, entry] as const)]);
  for (const { change } of goneEntries) after.delete(change.id);
  return { key: KEY, iv: new Uint8Array(0), box: bytesOf(String(unsentOf(after))) };
}

/** Everything that lies sealed here was handed in. */
export const noneUnsent = (): JournalRow => unsentRow(new Map(), {});

/** undefined: an older app wrote no number. */
export async function unsentIn(journal: Pick<Journal, 'rows'>): Promise<number | undefined> {
  const row = (await journal.rows('meta')).find(({ key }) => key === KEY);
  return row && Number(textOf(row.box));
}

export const isUnsealed = ({ key }: JournalRow): boolean => key === KEY;
