/**
 * One person's store, opened: all of it in memory, sealed in the journal. Memory moves only after the disk has.
 *
 * Every move is a `Plan`, written in one strict transaction. Moves come one after the other. Who may make which move is
 * not known here: `book.ts` saves, `receipts.ts` and `pages.ts` bring what the network says.
 */

import { base64url } from '../device/bytes.ts';
import { Bell, NotSaved, oneAtATime, type Seams } from '../device/environment.ts';
import type { Keys } from '../keys/keys.ts';
import { seal } from '../keys/seal.ts';
import type { Reference } from '../types.ts';
import type { Journal, Row, StoreName } from './journal.ts';
import type { Held, Meta, Work } from './outbox_entry.ts';
import { type Boxer, boxRow } from './rescue_envelopes.ts';

export interface Plan {
  /** New works, and those with a new standing; each gets its box for the server anew. */
  readonly works?: readonly Work[];
  /** Works of which only a note moved: no new box. */
  readonly noted?: readonly Work[];
  readonly gone?: readonly Work[];
  readonly told?: readonly Held[];
  /** Records that leave. `forget`: their feed's old bytes must become unreadable too. */
  readonly untold?: readonly { readonly record: string; readonly forget: boolean }[];
  /** Feeds that leave with everything told of them. */
  readonly left?: readonly string[];
  readonly meta?: Partial<Meta>;
  readonly reference?: Reference;
  /** The row of a draft that is finished by this. */
  readonly draft?: string;
}

export interface Store {
  readonly meta: Meta;
  readonly reference: Reference | undefined;
  readonly held: readonly Held[];
  readonly works: readonly Work[];
}

export const nameOf = (store: StoreName, key: string): string => `${store} ${key} 1`;

export class Ledger {
  readonly bell = new Bell();
  /** Whoever reads before she writes does both in one turn. */
  readonly turn = oneAtATime();
  readonly keys: Keys;
  readonly seams: Seams;
  readonly journal: Journal;
  readonly box: Boxer;
  readonly held = new Map<string, Held>();
  readonly feeds = new Map<string, Set<string>>();
  readonly works = new Map<string, Work>();
  readonly worksOf = new Map<string, Work[]>();
  meta: Meta;
  reference: Reference | undefined;
  private order = 0;
  private closed = false;
  private readonly listeners: ((records: readonly string[] | 'all') => void)[] = [];

  constructor(seams: Seams, journal: Journal, keys: Keys, box: Boxer, store: Store) {
    this.seams = seams;
    this.journal = journal;
    this.keys = keys;
    this.box = box;
    this.meta = store.meta;
    this.reference = store.reference;
    for (const held of store.held) this.putHeld(held);
    for (const work of store.works) this.putWork(work);
  }

  nextOrder(): number {
    this.order += 1;
    return this.order;
  }

  newRow(): string {
    return base64url(this.seams.random(12));
  }

  /** Her changes with this standing, in order. */
  standing(stand: Work['stand']): Work[] {
    return [...this.works.values()].filter((work) => work.stand === stand).sort((a, b) => a.order - b.order);
  }

  /** Hears which records have a new face, before the bell rings; 'all' where the whole has moved. */
  onMove(listener: (records: readonly string[] | 'all') => void): void {
    this.listeners.push(listener);
  }

  /** Inside a turn. All of it or nothing. */
  async commit(plan: Plan, boxes?: readonly Row[]): Promise<void> {
    this.mustBeOpen();
    const feeds = this.touchedFeeds(plan);
    const forget = new Set((plan.untold ?? []).flatMap((one) => (one.forget ? [this.feedOf(one.record)] : [])));
    await this.keys.prepareFeeds(feeds.keys(), forget as Set<string>);
    const noise = await this.keys.strikeFeeds(plan.left ?? []);
    const old = await this.oldRows(feeds.keys());
    const put = await this.sealed(plan, feeds, boxes ?? (await this.boxesOf(plan.works ?? [])));
    const drop = [...noise, ...old].map((row) => ['feeds', row] as const);
    const gone = (plan.gone ?? []).flatMap(({ row }) => [['works', row] as const, ['boxes', row] as const]);
    const draft = plan.draft ? [['drafts', plan.draft] as const, ['boxes', plan.draft] as const] : [];
    await this.journal.write({ put, drop: [...drop, ...gone, ...draft] });
    await this.keys.settleFeeds(feeds.keys());
    this.apply(plan);
  }

  /** One box for the server per work, made before the turn where there are many. */
  boxesOf(works: readonly Work[]): Promise<Row[]> {
    const { epoch } = this.meta;
    return Promise.all(
      works.map(async ({ row, stand, change }) => boxRow(row, await this.box(stand, epoch, { change }))),
    );
  }

  private feedOf(record: string): string | undefined {
    return this.held.get(record)?.feed;
  }

  /** {feed: its records after the plan}, for each feed whose box must be sealed anew. */
  private touchedFeeds({ told = [], untold = [], left = [] }: Plan): Map<string, Map<string, Held>> {
    const after = new Map<string, Map<string, Held>>();
    const recordsOf = (feed: string): Map<string, Held> => {
      const known = after.get(feed) ?? new Map(this.heldOf(feed).map((held) => [held.record, held]));
      after.set(feed, known);
      return known;
    };
    for (const { record } of untold) {
      const feed = this.feedOf(record);
      if (feed && !left.includes(feed)) recordsOf(feed).delete(record);
    }
    for (const held of told) recordsOf(held.feed).set(held.record, held);
    return after;
  }

  heldOf(feed: string): Held[] {
    return [...(this.feeds.get(feed) ?? [])].flatMap((record) => this.held.get(record) ?? []);
  }

  private async oldRows(feeds: Iterable<string>): Promise<string[]> {
    const rows: string[] = [];
    for (const feed of feeds) {
      const old = await this.keys.oldFeedKey(feed);
      if (old) rows.push(old.row);
    }
    return rows;
  }

  private async sealed(
    plan: Plan,
    feeds: Map<string, Map<string, Held>>,
    boxes: readonly Row[],
  ): Promise<(readonly [StoreName, Row])[]> {
    const put: (readonly [StoreName, Row])[] = boxes.map((row) => ['boxes', row]);
    for (const work of [...(plan.works ?? []), ...(plan.noted ?? [])])
      put.push(await this.row('works', work.row, work));
    for (const [feed, records] of feeds) put.push(['feeds', await this.feedRow(feed, [...records.values()])]);
    if (plan.meta) put.push(await this.row('meta', 'm', { ...this.meta, ...plan.meta }));
    if (plan.reference) put.push(await this.row('meta', 'r', plan.reference));
    return put;
  }

  async row(store: StoreName, key: string, is: unknown): Promise<readonly [StoreName, Row]> {
    return [store, { key, ...(await seal(this.keys.data, nameOf(store, key), is)) }];
  }

  private async feedRow(feed: string, held: Held[]): Promise<Row> {
    const entry = await this.keys.feedKey(feed);
    if (!entry) throw new TypeError('a feed without a key');
    return { key: entry.row, ...(await seal(entry.key, nameOf('feeds', entry.row), { feed, held })) };
  }

  private apply(plan: Plan): void {
    for (const work of [...(plan.works ?? []), ...(plan.noted ?? [])]) this.putWork(work);
    for (const work of plan.gone ?? []) this.dropWork(work);
    for (const { record } of plan.untold ?? []) this.dropHeld(record);
    for (const feed of plan.left ?? []) for (const held of this.heldOf(feed)) this.dropHeld(held.record);
    for (const held of plan.told ?? []) this.putHeld(held);
    if (plan.meta) this.meta = { ...this.meta, ...plan.meta };
    if (plan.reference) this.reference = plan.reference;
    const works = [...(plan.works ?? []), ...(plan.noted ?? []), ...(plan.gone ?? [])];
    const moved = [...works.map((work) => work.change.record), ...(plan.told ?? []).map((held) => held.record)];
    for (const listener of this.listeners) listener(plan.meta || plan.untold || plan.left ? 'all' : moved);
    this.bell.ring();
  }

  private putHeld(held: Held): void {
    this.held.set(held.record, held);
    const records = this.feeds.get(held.feed) ?? new Set();
    this.feeds.set(held.feed, records.add(held.record));
  }

  private dropHeld(record: string): void {
    const feed = this.feedOf(record);
    this.held.delete(record);
    const records = feed ? this.feeds.get(feed) : undefined;
    records?.delete(record);
    if (feed && records?.size === 0) this.feeds.delete(feed);
  }

  private putWork(work: Work): void {
    this.works.set(work.change.id, work);
    this.order = Math.max(this.order, work.order);
    const others = (this.worksOf.get(work.change.record) ?? []).filter((one) => one.change.id !== work.change.id);
    this.worksOf.set(
      work.change.record,
      [...others, work].sort((a, b) => a.order - b.order),
    );
  }

  private dropWork({ change }: Work): void {
    this.works.delete(change.id);
    const others = (this.worksOf.get(change.record) ?? []).filter((one) => one.change.id !== change.id);
    if (others.length > 0) this.worksOf.set(change.record, others);
    else this.worksOf.delete(change.record);
  }

  /** A run of sync that outlives the lock must not write what memory no longer knows. */
  mustBeOpen(): void {
    if (this.closed) throw new NotSaved('locked');
  }

  /** Drops everything from memory. */
  close(): void {
    this.closed = true;
    this.journal.close();
    for (const memory of [this.held, this.feeds, this.works, this.worksOf]) memory.clear();
    this.reference = undefined;
  }
}
