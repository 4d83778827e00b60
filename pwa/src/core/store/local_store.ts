/**
 * One person's store, opened: all of it in memory, sealed in the journal. Memory moves only after the disk has.
 *
 * Every move is a `Plan`, written in one strict transaction. Moves come one after the other. Who may make which move is
 * not known here: `casebook.ts` saves, `receipts.ts` and `apply_pull.ts` bring what the network says.
 */

import { carriedBlobs } from '../blobs/shelved_blob.ts';
import { base64url } from '../device/bytes.ts';
import { type Environment, NotSaved, oneAtATime, Signal } from '../device/environment.ts';
import type { OpenKeys } from '../keys/open_keys.ts';
import { seal } from '../keys/seal.ts';
import type { Reference } from '../types.ts';
import { envelopeRow } from './envelope_rows.ts';
import type { JournalRow, StoreName } from './journal.ts';
import type { LastingJournal } from './lasting_journal.ts';
import type { OutboxEntry, StoredRecord, SyncState } from './outbox_entry.ts';
import type { EnvelopeSealer } from './rescue_envelopes.ts';
import { SaveHold } from './save_hold.ts';
import { movedBy, type StoreContents, type StoredDraft, type StorePlan, sealName } from './store_plan.ts';
import { unsentRow } from './unsent_count.ts';

export class LocalStore {
  readonly signal = new Signal();
  /** Whoever reads before she writes does both in one turn. */
  readonly turn = oneAtATime();
  readonly keys: OpenKeys;
  readonly environment: Environment;
  readonly journal: LastingJournal;
  readonly sealEnvelope: EnvelopeSealer;
  readonly records = new Map<string, StoredRecord>();
  readonly feeds = new Map<string, Set<string>>();
  readonly outbox = new Map<string, OutboxEntry>();
  readonly entriesOf = new Map<string, OutboxEntry[]>();
  /** Unfinished forms, by their keys. */
  readonly drafts = new Map<string, StoredDraft>();
  readonly hold: SaveHold;
  meta: SyncState;
  reference: Reference | undefined;
  private order = 0;
  private closed = false;
  private readonly listeners: ((records: readonly string[] | 'all') => void)[] = [];

  constructor(
    environment: Environment,
    journal: LastingJournal,
    keys: OpenKeys,
    sealEnvelope: EnvelopeSealer,
    loaded: StoreContents,
  ) {
    this.environment = environment;
    this.journal = journal;
    this.keys = keys;
    this.sealEnvelope = sealEnvelope;
    this.hold = new SaveHold(environment);
    this.meta = loaded.meta;
    this.reference = loaded.reference;
    for (const held of loaded.records) this.putRecord(held);
    for (const entry of loaded.outbox) this.putEntry(entry);
  }

  nextOrder(): number {
    this.order += 1;
    return this.order;
  }

  newRow(): string {
    return base64url(this.environment.random(12));
  }

  /** Her changes with this status, in order. */
  withStatus(status: OutboxEntry['status']): OutboxEntry[] {
    return [...this.outbox.values()].filter((entry) => entry.status === status).sort((a, b) => a.order - b.order);
  }

  /** Hears which records look different now, before the signal; 'all' where the whole has moved. */
  onMove(listener: (records: readonly string[] | 'all') => void): void {
    this.listeners.push(listener);
  }

  /** Inside a turn. All of it or nothing. */
  async commit(plan: StorePlan, envelopes?: readonly JournalRow[]): Promise<void> {
    this.mustBeOpen();
    const feeds = this.touchedFeeds(plan);
    const forget = new Set((plan.droppedRecords ?? []).flatMap((one) => (one.forget ? [this.feedOf(one.record)] : [])));
    await this.keys.prepareFeeds(feeds.keys(), forget as Set<string>);
    const boxes = envelopes ?? (await this.envelopesOf(plan.entries ?? []));
    // Before the keys to what they were made of go.
    if (plan.droppedFeeds?.length) await this.journal.write({ put: boxes.map((row) => ['boxes', row]) });
    const noise = await this.keys.strikeFeeds(plan.droppedFeeds ?? []);
    const old = await this.oldRows(feeds.keys());
    const put = await this.sealed(plan, feeds, boxes);
    const drop = [...noise, ...old].map((row) => ['feeds', row] as const);
    const gone = (plan.goneEntries ?? []).flatMap(({ row }) => [['works', row] as const, ['boxes', row] as const]);
    const done = [...(plan.goneDrafts ?? []).map(({ row }) => row), ...(plan.draft ? [plan.draft] : [])];
    const drafts = done.flatMap((row) => [['drafts', row] as const, ['boxes', row] as const]);
    await this.journal.write({ put, drop: [...drop, ...gone, ...drafts] });
    await this.keys.settleFeeds(feeds.keys());
    this.apply(plan);
  }

  /** One rescue envelope per entry, made before the turn where there are many. */
  envelopesOf(entries: readonly OutboxEntry[]): Promise<JournalRow[]> {
    const { epoch } = this.meta;
    return Promise.all(
      entries.map(async ({ row, order, status, change, receipt }) => {
        const mark = status === 'left' ? 'refused' : status;
        const blobs = carriedBlobs(this.keys.table.blobs, change);
        const box = await this.sealEnvelope(mark, epoch, blobs.length > 0 ? { change, blobs } : { change });
        const said = { order, blobs: blobs.map((one) => one.row), ...(receipt ? { epoch: receipt.epoch } : {}) };
        return envelopeRow(row, box, mark, said);
      }),
    );
  }

  /** Of this case, as their keys name it. */
  draftsOf(cases: readonly string[]): StoredDraft[] {
    return [...this.drafts.values()].filter(({ key }) => cases.some((one) => key.includes(one)));
  }

  private feedOf(record: string): string | undefined {
    return this.records.get(record)?.feed;
  }

  /** {feed: its records after the plan}, for each feed whose box must be sealed anew. */
  private touchedFeeds({
    records = [],
    droppedRecords = [],
    droppedFeeds = [],
  }: StorePlan): Map<string, Map<string, StoredRecord>> {
    const after = new Map<string, Map<string, StoredRecord>>();
    const recordsOf = (feed: string): Map<string, StoredRecord> => {
      const known = after.get(feed) ?? new Map(this.recordsOf(feed).map((held) => [held.record, held]));
      after.set(feed, known);
      return known;
    };
    for (const { record } of droppedRecords) {
      const feed = this.feedOf(record);
      if (feed && !droppedFeeds.includes(feed)) recordsOf(feed).delete(record);
    }
    for (const held of records) recordsOf(held.feed).set(held.record, held);
    return after;
  }

  recordsOf(feed: string): StoredRecord[] {
    return [...(this.feeds.get(feed) ?? [])].flatMap((record) => this.records.get(record) ?? []);
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
    plan: StorePlan,
    feeds: Map<string, Map<string, StoredRecord>>,
    envelopes: readonly JournalRow[],
  ): Promise<(readonly [StoreName, JournalRow])[]> {
    const put: (readonly [StoreName, JournalRow])[] = envelopes.map((row) => ['boxes', row]);
    for (const entry of [...(plan.entries ?? []), ...(plan.notedEntries ?? [])])
      put.push(await this.row('works', entry.row, entry));
    for (const [feed, records] of feeds) put.push(['feeds', await this.feedRow(feed, [...records.values()])]);
    if (plan.meta) put.push(await this.row('meta', 'm', { ...this.meta, ...plan.meta }));
    if (plan.reference) put.push(await this.row('meta', 'r', plan.reference));
    if (plan.restoredDraft) put.push(await this.row('drafts', plan.restoredDraft.row, plan.restoredDraft));
    if (plan.entries?.length || plan.goneEntries?.length) put.push(['meta', unsentRow(this.outbox, plan)]);
    return put;
  }

  async row(store: StoreName, key: string, is: unknown): Promise<readonly [StoreName, JournalRow]> {
    return [store, { key, ...(await seal(this.keys.data, sealName(store, key), is)) }];
  }

  async feedRow(feed: string, held: readonly StoredRecord[] = this.recordsOf(feed)): Promise<JournalRow> {
    const entry = await this.keys.feedKey(feed);
    if (!entry) throw new TypeError('a feed without a key');
    return { key: entry.row, ...(await seal(entry.key, sealName('feeds', entry.row), { feed, held })) };
  }

  private apply(plan: StorePlan): void {
    const moved = movedBy(plan, this);
    for (const entry of [...(plan.entries ?? []), ...(plan.notedEntries ?? [])]) this.putEntry(entry);
    for (const entry of plan.goneEntries ?? []) this.dropEntry(entry);
    for (const { key } of plan.goneDrafts ?? []) this.drafts.delete(key);
    for (const { record } of plan.droppedRecords ?? []) this.dropRecord(record);
    for (const feed of plan.droppedFeeds ?? []) for (const held of this.recordsOf(feed)) this.dropRecord(held.record);
    for (const held of plan.records ?? []) this.putRecord(held);
    if (plan.meta) this.meta = { ...this.meta, ...plan.meta };
    if (plan.reference) this.reference = plan.reference;
    for (const listener of this.listeners) listener(moved);
    this.signal.notify();
  }

  private putRecord(held: StoredRecord): void {
    this.records.set(held.record, held);
    const records = this.feeds.get(held.feed) ?? new Set();
    this.feeds.set(held.feed, records.add(held.record));
  }

  private dropRecord(record: string): void {
    const feed = this.feedOf(record);
    this.records.delete(record);
    const records = feed ? this.feeds.get(feed) : undefined;
    records?.delete(record);
    if (feed && records?.size === 0) this.feeds.delete(feed);
  }

  private putEntry(entry: OutboxEntry): void {
    this.outbox.set(entry.change.id, entry);
    this.order = Math.max(this.order, entry.order);
    const others = (this.entriesOf.get(entry.change.record) ?? []).filter((one) => one.change.id !== entry.change.id);
    this.entriesOf.set(
      entry.change.record,
      [...others, entry].sort((a, b) => a.order - b.order),
    );
  }

  private dropEntry({ change }: OutboxEntry): void {
    this.outbox.delete(change.id);
    const others = (this.entriesOf.get(change.record) ?? []).filter((one) => one.change.id !== change.id);
    if (others.length > 0) this.entriesOf.set(change.record, others);
    else this.entriesOf.delete(change.record);
  }

  /** A run of sync that outlives the lock must not write what memory no longer knows. */
  mustBeOpen(): void {
    if (this.closed) throw new NotSaved('locked');
  }

  /** Drops everything from memory. */
  close(): void {
    this.closed = true;
    this.journal.close();
    this.hold.end();
    for (const memory of [this.records, this.feeds, this.outbox, this.entriesOf, this.drafts]) memory.clear();
    this.reference = undefined;
  }
}
