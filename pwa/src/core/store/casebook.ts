/**
 * The opened casebook: what screens read and write. Reading is memory; saving is one strict local transaction, and only
 * after it does a screen say *tersimpan*. Nothing unsent is ever deleted here.
 */

import { NotSaved, notSaved, timestamp } from '../device/environment.ts';
import { idMaker } from '../device/uuid7.ts';
import type {
  Casebook,
  Change,
  FieldValues,
  Id,
  Json,
  OpenQuestion,
  RecordView,
  Reference,
  RefusedChange,
  SaveRequest,
  SignedInAgent,
  WaitingChange,
} from '../types.ts';
import { same } from './canonical_json.ts';
import { SealedDrafts } from './drafts.ts';
import type { StoredDraft } from './load_store.ts';
import type { LocalStore } from './local_store.ts';
import { isCreation, type OutboxEntry } from './outbox_entry.ts';
import { type OverlayContext, ownValue, recordView, refusedOf } from './overlay.ts';
import { rescueFile } from './rescue_envelopes.ts';
import { wholeContents } from './whole_contents.ts';

export class OpenCasebook implements Casebook {
  readonly drafts: SealedDrafts;
  readonly newId: () => Id;
  private readonly store: LocalStore;
  private readonly knows: (kind: string) => boolean;
  private readonly views = new Map<string, RecordView | undefined>();
  private closed = false;
  /** Called after each save: what waits may go. */
  onSaved: () => void = () => undefined;

  constructor(store: LocalStore, drafts: readonly StoredDraft[], knows: (kind: string) => boolean) {
    this.store = store;
    this.drafts = new SealedDrafts(store, drafts);
    this.knows = knows;
    this.newId = idMaker(store.environment);
    store.journal.belongsTo({
      contents: () => wholeContents(store, this.drafts.all()),
      turn: store.turn,
      moved: () => store.signal.notify(),
    });
    store.onMove((records) => {
      if (records === 'all') this.views.clear();
      else for (const record of records) this.views.delete(record);
    });
  }

  get version(): number {
    return this.store.signal.version;
  }

  subscribe(listener: () => void): () => void {
    return this.store.signal.subscribe(listener);
  }

  me(): SignedInAgent {
    const { keys } = this.store;
    if (!keys.table.me) throw new TypeError('not enrolled');
    return { ...keys.table.me, label: keys.label, opener: keys.opener };
  }

  async relabel(label: string): Promise<void> {
    await this.store.keys.flush({ label });
    this.store.signal.notify();
  }

  get kept(): boolean {
    return this.store.journal.kept;
  }

  get cleared(): boolean {
    return this.store.meta.cleared;
  }

  knowsCleared(): Promise<void> {
    return this.store.turn(() => this.store.commit({ meta: { cleared: false } }));
  }

  reference(): Reference | undefined {
    return this.store.reference;
  }

  feeds(): readonly Id[] {
    return [...new Set(this.records().flatMap((record) => this.get(record)?.feed ?? []))];
  }

  caseOf(feed: Id): readonly RecordView[] {
    const told = this.store.feeds.get(feed) ?? [];
    const own = [...this.store.outbox.values()].filter(({ change }) => change.feed === feed);
    const records = new Set([...told, ...own.map(({ change }) => change.record)]);
    return newestFirst([...records].flatMap((record) => this.get(record) ?? []));
  }

  all(kind: string): readonly RecordView[] {
    return newestFirst(this.records().flatMap((record) => this.get(record) ?? [])).filter((one) => one.kind === kind);
  }

  get(record: Id): RecordView | undefined {
    if (!this.views.has(record)) this.views.set(record, this.makeView(record));
    return this.views.get(record);
  }

  private makeView(record: Id): RecordView | undefined {
    const { records, entriesOf } = this.store;
    return recordView(records.get(record), entriesOf.get(record) ?? [], this.overlayContext());
  }

  private overlayContext(): OverlayContext {
    return { meta: this.store.meta, agent: this.store.keys.table.me?.agent.id ?? '', knows: this.knows };
  }

  private records(): string[] {
    return [...new Set([...this.store.records.keys(), ...this.store.entriesOf.keys()])];
  }

  waiting(): readonly WaitingChange[] {
    const entries = this.store.withStatus('waiting');
    return entries.map(({ change, problem }) => ({ change, ...(problem ? { why: problem } : {}) }));
  }

  refused(): readonly RefusedChange[] {
    return this.store.withStatus('refused').map(refusedOf);
  }

  questions(): readonly OpenQuestion[] {
    const asked = [...this.store.records.values()].filter((held) => held.body['questions'] !== undefined);
    return asked.flatMap(({ record }) => {
      const shown = this.get(record);
      return shown ? openOf(shown) : [];
    });
  }

  async save(kind: string, saving: SaveRequest): Promise<Id> {
    if (this.closed) throw new NotSaved('locked');
    const record = await this.store.turn(async () => {
      const mended = saving.instead_of ? this.store.outbox.get(saving.instead_of) : undefined;
      const birth = this.refusedCreation(saving.record, mended);
      const change = birth ? this.createdAgain(birth, saving) : this.changeOf(kind, saving);
      if (isCreation(change) || Object.keys(change.set).length > 0)
        await this.commitChange(change, birth ?? mended, saving.draft, birth?.order);
      else if (saving.draft) void this.drafts.drop(saving.draft);
      return change.record;
    });
    this.onSaved();
    return record;
  }

  private async commitChange(
    change: Change,
    mended: OutboxEntry | undefined,
    draft: string | undefined,
    order = this.store.nextOrder(),
  ): Promise<void> {
    const row = this.drafts.rowOf(draft);
    const goneEntries = mended?.status === 'refused' ? [mended] : [];
    const entry: OutboxEntry = { change, order, row: this.store.newRow(), status: 'waiting' };
    try {
      await this.store.commit({ entries: [entry], goneEntries, ...(row ? { draft: row } : {}) });
    } catch (error) {
      throw notSaved(error);
    }
    if (draft !== undefined) this.drafts.forget(draft);
  }

  /** The refused creation that saving this record, or mending this change, must send again. */
  private refusedCreation(record: Id | undefined, mended: OutboxEntry | undefined): OutboxEntry | undefined {
    if (mended?.status === 'refused' && isCreation(mended.change)) return mended;
    const entries = record && !this.store.records.has(record) ? (this.store.entriesOf.get(record) ?? []) : [];
    if (entries.some(({ status, change }) => status !== 'refused' && isCreation(change))) return undefined;
    return entries.findLast(({ status, change }) => status === 'refused' && isCreation(change));
  }

  /** In the place of the refused one, before whatever was laid over it. */
  private createdAgain({ change }: OutboxEntry, { set }: SaveRequest): Change {
    const { kind, record, feed } = change;
    return { ...this.frame(kind, record, feed), set: given({ ...change.set, ...set }), instead_of: change.id };
  }

  private changeOf(kind: string, saving: SaveRequest): Change {
    const record = saving.record ?? this.newId();
    const shown = this.get(record);
    const more = {
      ...(saving.answers ? { answers: [...saving.answers] } : {}),
      ...(saving.instead_of ? { instead_of: saving.instead_of } : {}),
    };
    const frame = this.frame(shown?.kind ?? kind, record, shown?.feed ?? saving.feed ?? record);
    if (!shown) return { ...frame, set: given(saving.set), ...more };
    const was = Object.fromEntries(
      Object.keys(saving.set).map((field) => [field, this.seen(shown, field, saving.seen)]),
    );
    const moved = Object.entries(saving.set).filter(([field, value]) => saving.answers || !same(value, was[field]));
    const set = Object.fromEntries(moved);
    return {
      ...frame,
      set,
      was: Object.fromEntries(Object.keys(set).map((field) => [field, was[field] ?? null])),
      ...more,
    };
  }

  private frame(kind: string, record: Id, feed: Id): Omit<Change, 'set'> {
    return { id: this.newId(), kind, record, feed, at: timestamp(this.store.environment) };
  }

  /** What she saw in a field: her own word where it is hers, else what the form showed, else what stands. */
  private seen(shown: RecordView, field: string, form: FieldValues | undefined): Json {
    const { records, entriesOf, meta } = this.store;
    const own = ownValue(field, records.get(shown.id), entriesOf.get(shown.id) ?? [], meta);
    return (own !== undefined ? own : (form ?? shown.fields)[field]) ?? null;
  }

  async rescue(): Promise<Blob> {
    return rescueFile(await this.store.journal.rows('boxes'));
  }

  /** No more saving; what was begun is finished first, and so is a lost journal. Then nothing is left in memory. */
  async close(): Promise<void> {
    this.closed = true;
    await this.store.turn(async () => {
      await this.store.journal.mend().catch(() => undefined);
      this.drafts.clear();
      this.views.clear();
      this.store.close();
    });
  }
}

const newestFirst = (shown: RecordView[]): RecordView[] => shown.sort((a, b) => (a.id < b.id ? 1 : -1));

const openOf = (record: RecordView): OpenQuestion[] =>
  Object.entries(record.questions).map(([field, asked]) => ({
    record,
    field,
    now: record.fields[field] ?? null,
    asked,
  }));

/** A creation names what is given. */
const given = (set: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null));
