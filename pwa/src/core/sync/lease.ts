/**
 * How long a phone shows its caseload without having been in contact. Wall time closes it, and a clock that is put right
 * opens it again; it is struck only where she has also used the app on as many days, which no clock brings about at once.
 */

import type { Environment } from '../device/environment.ts';
import type { KeyTable } from '../keys/open_keys.ts';
import type { LocalStore } from '../store/local_store.ts';
import { isStale, type StoredRecord, type SyncState } from '../store/outbox_entry.ts';
import { foundBoxes, resetHome } from './apply_pull.ts';

const DAY = 86_400_000;
/** Where an older server says nothing. */
const DAYS = 45;

type Contact = Pick<SyncState, 'lastAt' | 'skew'>;

const sinceContact = (clock: number, { lastAt }: Contact): number => (lastAt ? clock - Date.parse(lastAt) : 0);

/**
 * Ms since the last contact, by a clock that may have been put right since: the shorter of both, in her favour. Below 0
 * where it cannot be.
 */
function idleMs(clock: number, contact: Contact): number {
  const gone = sinceContact(clock, contact);
  const righted = gone + contact.skew;
  return gone < 0 || (righted >= 0 && righted < gone) ? righted : gone;
}

/** How far off this phone's clock is: as the server told, or as much as it has gone back since. */
export function skewOf(clock: number, contact: Contact): number {
  const gone = sinceContact(clock, contact);
  // Who was so far behind and is now past that was put right; nobody leaves a phone alone for as long.
  const wasRighted = contact.skew < -DAYS * DAY && gone + contact.skew >= 0;
  return gone < 0 || wasRighted ? Math.min(0, gone + contact.skew) : contact.skew;
}

const daysOf = ({ leaseDays = DAYS }: Pick<KeyTable, 'leaseDays'>): number => leaseDays;

/** When the caseload closes, by this phone's clock; undefined before anything was told. */
export function closesAt({ environment, keys, meta }: LocalStore): string | undefined {
  if (!meta.lastAt) return undefined;
  const clock = environment.clock();
  return new Date(clock + daysOf(keys.table) * DAY - Math.max(0, idleMs(clock, meta))).toISOString();
}

/** At each opening: counts the day, once, and strikes the caseload where it is over. What she wrote stays. */
export async function keepLease(store: LocalStore): Promise<void> {
  const { environment, keys, meta } = store;
  const days = daysOf(keys.table);
  await countDay(store);
  if ((keys.table.used ?? []).length <= days || idleMs(environment.clock(), meta) <= days * DAY) return;
  // A phone without room opens all the same: what it could not let go of is closed.
  await strike(store).catch(() => undefined);
}

async function strike(store: LocalStore): Promise<void> {
  const droppedFeeds = [...new Set([...Object.keys(store.keys.table.feeds), ...store.feeds.keys()])];
  if (droppedFeeds.length === 0) return;
  await store.turn(async () => store.commit({ droppedFeeds }, await foundBoxes(store, mayBeAlone(store))));
  for (const home of Object.keys(store.meta.cursor)) await resetHome(store, home, '');
}

/** What a restored server did not take, or was not asked yet. */
const mayBeAlone = ({ records, meta }: LocalStore): StoredRecord[] =>
  [...records.values()].filter((held) => meta.untaken.includes(held.record) || (meta.returning && isStale(held, meta)));

/** By the phone's own calendar. A phone without room opens all the same. */
async function countDay({ environment, keys }: { environment: Environment; keys: LocalStore['keys'] }): Promise<void> {
  const day = new Date(environment.clock()).toDateString();
  const { used = [] } = keys.table;
  if (used.includes(day) || used.length > daysOf(keys.table)) return;
  keys.table.used = [...used, day];
  await keys.flush().catch(() => undefined);
}
