/**
 * The opened casebook: what screens read and write. Reading is memory; saving is one strict local transaction, and only
 * after it does a screen say *tersimpan*. Nothing unsent is ever deleted here.
 */

import { NotSaved, notSaved } from '../device/environment.ts';
import { idMaker } from '../device/uuid7.ts';
import type {
  Casebook,
  Change,
  FollowNews,
  Id,
  LeftChange,
  OpenQuestion,
  RecordView,
  Reference,
  RefusedChange,
  SaveRequest,
  SignedInAgent,
  WaitingChange,
} from '../types.ts';
import { SealedDrafts } from './drafts.ts';
import { rescueFile } from './envelope_rows.ts';
import type { KnownKinds } from './known_kinds.ts';
import type { LocalStore } from './local_store.ts';
import { changeOf, createdAgain, refusedCreation } from './make_change.ts';
import { handOver, hangingOn, leave, takeUp, withdraw } from './outbox_choices.ts';
import { isCreation, type OutboxEntry } from './outbox_entry.ts';
import { leftOf, refusedOf, waitingOf } from './outbox_views.ts';
import { type OverlayContext, recordView } from './overlay.ts';
import type { StoredDraft } from './store_plan.ts';
import { undoSave } from './undo_save.ts';
import { ViewIndex } from './view_index.ts';
import { wholeContents } from './whole_contents.ts';

export type { KnownKinds };

export class OpenCasebook implements Casebook {
  readonly drafts: SealedDrafts;
  readonly newId: () => Id;
  readonly store: LocalStore;
  readonly kinds: KnownKinds;
  private readonly views: ViewIndex;
  private closed = false;
  /** Called after each save: what waits may go. */
  onSaved: () => void = () => undefined;
  onClosed: () => void = () => undefined;

  constructor(store: LocalStore, drafts: readonly StoredDraft[], kinds: KnownKinds) {
    this.store = store;
    this.drafts = new SealedDrafts(store, drafts);
    this.kinds = kinds;
    this.newId = idMaker(store.environment);
    store.journal.belongsTo({
      keepKeys: () => store.keys.keep(),
      contents: () => wholeContents(store, this.drafts.all()),
      turn: store.turn,
      moved: () => store.signal.notify(),
    });
    this.views = new ViewIndex(store, (record) => this.makeView(record));
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
    const { me, endsAt } = keys.table;
    return { ...me, ...(endsAt ? { endsAt } : {}), label: keys.label, opener: keys.opener };
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

  get followNews(): FollowNews {
    return this.store.meta.followNews;
  }

  knowsFollowNews(): Promise<void> {
    return this.store.turn(() => this.store.commit({ meta: { followNews: { came: [], left: [] } } }));
  }

  reference(): Reference | undefined {
    return this.store.reference;
  }

  feeds(): readonly Id[] {
    return [...new Set(this.views.records().flatMap((record) => this.get(record)?.feed ?? []))];
  }

  caseOf(feed: Id): readonly RecordView[] {
    return this.views.caseOf(feed);
  }

  all(kind: string): readonly RecordView[] {
    return this.views.all(kind);
  }

  get(record: Id): RecordView | undefined {
    return this.views.view(record);
  }

  private makeView(record: Id): RecordView | undefined {
    const { records, entriesOf } = this.store;
    return recordView(records.get(record), entriesOf.get(record) ?? [], this.overlayContext());
  }

  private overlayContext(): OverlayContext {
    return { meta: this.store.meta, agent: this.store.keys.table.me?.agent.id ?? '', knows: this.kinds.knows };
  }

  waiting(): readonly WaitingChange[] {
    return this.store.withStatus('waiting').map(waitingOf);
  }

  refused(): readonly RefusedChange[] {
    return this.store.withStatus('refused').map(refusedOf);
  }

  left(): readonly LeftChange[] {
    return this.store.withStatus('left').map(leftOf).reverse();
  }

  readonly withdraw = (change: Id): Promise<void> => withdraw(this.store, change);
  readonly takeUp = (change: Id): Promise<void> => takeUp(this.store, change);
  readonly handOver = (change: Id): Promise<void> => handOver(this.store, change);

  hangingOn(change: Id): number {
    const entry = this.store.outbox.get(change);
    return entry ? hangingOn(this.store, entry).length : 0;
  }

  questions(): readonly OpenQuestion[] {
    const asked = [...this.store.records.values()].filter((held) => held.body['questions'] !== undefined);
    return asked.flatMap(({ record }) => {
      const shown = this.get(record);
      return shown ? openOf(shown) : [];
    });
  }

  get held(): Id | undefined {
    return this.store.hold.current?.record;
  }

  letGo(): void {
    this.store.hold.letGo();
  }

  undo(): Promise<boolean> {
    return undoSave(this.store, this.drafts);
  }

  async save(kind: string, saving: SaveRequest): Promise<Id> {
    if (this.closed) throw new NotSaved('locked');
    const record = await this.store.turn(async () => {
      this.store.hold.letGo();
      const mended = saving.instead_of ? this.store.outbox.get(saving.instead_of) : undefined;
      const birth = refusedCreation(this.store, saving.record, mended);
      const change = birth ? createdAgain(this, birth, saving) : changeOf(this, kind, saving);
      const also = (saving.also?.(change.record) ?? []).map((one) => changeOf(this, one.kind, one));
      const changes = [change, ...also].filter((one) => isCreation(one) || Object.keys(one.set).length > 0);
      if (changes.length > 0) await this.commitChanges(changes, birth ?? mended, saving, birth?.order);
      else {
        // What she mended came to what stands there anyway: so she lets it be.
        if (mended) await leave(this.store, [mended]);
        if (saving.draft) void this.drafts.drop(saving.draft);
      }
      return change.record;
    });
    if (!saving.held || !this.held) this.onSaved();
    return record;
  }

  /** `order`: of the first of them. */
  private async commitChanges(
    changes: readonly Change[],
    mended: OutboxEntry | undefined,
    { draft: key, held }: SaveRequest,
    order = this.store.nextOrder(),
  ): Promise<void> {
    const { hold } = this.store;
    const draft = this.drafts.stored(key);
    const goneEntries = mended?.status === 'refused' ? [mended] : [];
    const entries = changes.map((change, at): OutboxEntry => {
      const about = this.called(change);
      const named = about === undefined ? {} : { about };
      const place = at ? this.store.nextOrder() : order;
      return { change, order: place, row: this.store.newRow(), status: 'waiting', ...named };
    });
    const record = changes[0]?.record ?? '';
    if (held) hold.begin({ record, changes: changes.map(({ id }) => id), replaced: goneEntries, draft });
    try {
      await this.store.commit({ entries, goneEntries, ...(draft ? { draft: draft.row } : {}) });
    } catch (error) {
      if (held) hold.end();
      throw notSaved(error);
    }
    if (key !== undefined) this.drafts.forget(key);
  }

  private called({ record, feed, set }: Change): string | undefined {
    const head = this.get(feed)?.fields;
    return this.kinds.called(record === feed ? { ...head, ...set } : (head ?? {}));
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
      this.onClosed();
    });
  }
}

const openOf = (record: RecordView): OpenQuestion[] =>
  Object.entries(record.questions).map(([field, asked]) => ({
    record,
    field,
    now: record.fields[field] ?? null,
    asked,
  }));
