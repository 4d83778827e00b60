/** What a pull brings. A page and its cursor are one local transaction, so it can be cut off anywhere. */

import { atOf } from '../device/environment.ts';
import type { Ledger, Plan } from '../store/local_store.ts';
import { covered, type Held, isStale, type Meta, type Work } from '../store/outbox_entry.ts';
import type { PullAnswer, Told } from '../types.ts';

const DAY = 86_400_000;
/** How long a receipt's change is kept where no backup was ever named. */
const KEPT_DAYS = 45;

/** Takes one page. */
export async function take(ledger: Ledger, page: PullAnswer): Promise<void> {
  await ledger.turn(async () => {
    const told = page.told.flatMap((one) => heldOf(ledger, one, page) ?? []);
    const erased = page.told.filter((one) => one.body === null);
    const cases = erased.filter((one) => one.record === one.feed).map((one) => one.feed);
    const plan: Plan = {
      told: told.filter((one) => !cases.includes(one.feed)),
      untold: erased.map(({ record }) => ({ record, forget: true })),
      left: cases,
      gone: erased.flatMap((one) => settledOf(ledger, one)),
      meta: metaOf(ledger, page),
    };
    await ledger.commit(plan);
  });
}

/** Its stamp is that of her own receipt, where this is the version she made: a mark on the screen never goes back. */
function heldOf(ledger: Ledger, told: Told, { epoch, started }: PullAnswer): Held | undefined {
  const { body } = told;
  if (body === null) return undefined;
  const { load } = ledger.meta;
  const own = ledger.worksOf.get(told.record)?.find(({ receipt }) => receipt?.epoch === epoch && receipt.n === told.n);
  const before = ledger.held.get(told.record);
  const known = before?.epoch === epoch && before.n === told.n ? before.started : started;
  return { ...told, body, epoch, load, started: own?.receipt?.started ?? known };
}

/** Of what was erased nothing stays here but what waits, which the server answers itself. */
function settledOf(ledger: Ledger, { record, feed }: Told): Work[] {
  const works = record === feed ? [...ledger.works.values()] : (ledger.worksOf.get(record) ?? []);
  return works.filter(
    ({ stand, change }) => stand !== 'waiting' && (change.record === record || change.feed === record),
  );
}

function metaOf(ledger: Ledger, page: PullAnswer): Partial<Meta> {
  const { cursor, feeds, epoch, started, done, now } = page;
  const skew = now === undefined ? ledger.meta.skew : ledger.seams.clock() - Date.parse(now);
  return { cursor, epoch, started, done, skew, ...(feeds ? { feeds } : {}) };
}

/**
 * After the last page: sweeps what is not followed any more and what was not told again, and lets go of changes that
 * are told back and in a backup. The outbox is never swept.
 */
export async function finish(ledger: Ledger): Promise<void> {
  await ledger.turn(async () => {
    const meta = { ...ledger.meta, rounds: ledger.meta.rounds + 1, returning: false, lastAt: atOf(ledger.seams) };
    const left = feedsLeft(ledger);
    const stale = [...ledger.held.values()].filter((held) => isStale(held, meta) && !left.includes(held.feed));
    const plan: Plan = {
      left,
      untold: stale.map(({ record }) => ({ record, forget: false })),
      gone: ledger.standing('sent').filter((work) => mayGo(ledger, work, meta)),
      meta,
    };
    await ledger.commit(plan);
  });
}

/** Feeds with a key or a record here that are not in the list. */
function feedsLeft({ keys, feeds, meta }: Ledger): string[] {
  const here = new Set([...Object.keys(keys.table.feeds), ...feeds.keys()]);
  return [...here].filter((feed) => !(feed in meta.feeds));
}

/** Every receipt is older than this pull, so it has told everything back. */
function mayGo({ seams }: Ledger, { receipt }: Work, meta: Meta): boolean {
  if (!receipt) return false;
  const neverNamed = meta.done === 0 && seams.clock() - Date.parse(receipt.at) > KEPT_DAYS * DAY;
  return covered(receipt, meta) || neverNamed;
}

/** A home whose digest does not agree is loaded again from 0; what is here stays readable until then. */
export async function resetHome(ledger: Ledger, home: string, day: string): Promise<void> {
  await ledger.turn(async () => {
    const { [home]: _, ...cursor } = ledger.meta.cursor;
    const load = ledger.meta.load + 1;
    const floors = { ...ledger.meta.floors, [home]: load };
    await ledger.commit({ meta: { cursor, load, floors, resets: { ...ledger.meta.resets, [home]: day } } });
  });
}
