/**
 * The opened book: what screens read and write. Reading is memory; saving is one strict local transaction, and only
 * after it does a screen say *tersimpan*. Nothing unsent is ever deleted here.
 */

import { atOf, NotSaved, notSaved } from '../device/environment.ts';
import { idMaker } from '../device/uuid7.ts';
import type { Book, Change, Fields, Id, Json, Me, Open, Reference, Refused, Saving, Shown, Waiting } from '../types.ts';
import { same } from './canonical_json.ts';
import { SealedDrafts } from './drafts.ts';
import type { Draft } from './load_store.ts';
import type { Ledger } from './local_store.ts';
import { isBirth, type Work } from './outbox_entry.ts';
import { ownValue, refusedOf, show, type View } from './overlay.ts';
import { rescueFile } from './rescue_envelopes.ts';

export class OpenBook implements Book {
  readonly drafts: SealedDrafts;
  readonly newId: () => Id;
  private readonly ledger: Ledger;
  private readonly knows: (kind: string) => boolean;
  private readonly faces = new Map<string, Shown | undefined>();
  private closed = false;
  /** Called after each save: what waits may go. */
  onSaved: () => void = () => undefined;

  constructor(ledger: Ledger, drafts: readonly Draft[], knows: (kind: string) => boolean) {
    this.ledger = ledger;
    this.drafts = new SealedDrafts(ledger, drafts);
    this.knows = knows;
    this.newId = idMaker(ledger.seams);
    ledger.onMove((records) => {
      if (records === 'all') this.faces.clear();
      else for (const record of records) this.faces.delete(record);
    });
  }

  get version(): number {
    return this.ledger.bell.version;
  }

  subscribe(listener: () => void): () => void {
    return this.ledger.bell.subscribe(listener);
  }

  me(): Me {
    const { keys } = this.ledger;
    if (!keys.table.me) throw new TypeError('not enrolled');
    return { ...keys.table.me, label: keys.label, opener: keys.opener };
  }

  async relabel(label: string): Promise<void> {
    await this.ledger.keys.flush({ label });
    this.ledger.bell.ring();
  }

  get cleared(): boolean {
    return this.ledger.meta.cleared;
  }

  knowsCleared(): Promise<void> {
    return this.ledger.turn(() => this.ledger.commit({ meta: { cleared: false } }));
  }

  reference(): Reference | undefined {
    return this.ledger.reference;
  }

  feeds(): readonly Id[] {
    return [...new Set(this.records().flatMap((record) => this.get(record)?.feed ?? []))];
  }

  caseOf(feed: Id): readonly Shown[] {
    const told = this.ledger.feeds.get(feed) ?? [];
    const own = [...this.ledger.works.values()].filter(({ change }) => change.feed === feed);
    const records = new Set([...told, ...own.map(({ change }) => change.record)]);
    return newestFirst([...records].flatMap((record) => this.get(record) ?? []));
  }

  all(kind: string): readonly Shown[] {
    return newestFirst(this.records().flatMap((record) => this.get(record) ?? [])).filter((one) => one.kind === kind);
  }

  get(record: Id): Shown | undefined {
    if (!this.faces.has(record)) this.faces.set(record, this.face(record));
    return this.faces.get(record);
  }

  private face(record: Id): Shown | undefined {
    const { held, worksOf } = this.ledger;
    return show(held.get(record), worksOf.get(record) ?? [], this.view());
  }

  private view(): View {
    return { meta: this.ledger.meta, agent: this.ledger.keys.table.me?.agent.id ?? '', knows: this.knows };
  }

  private records(): string[] {
    return [...new Set([...this.ledger.held.keys(), ...this.ledger.worksOf.keys()])];
  }

  waiting(): readonly Waiting[] {
    const works = this.ledger.standing('waiting');
    return works.map(({ change, problem }) => ({ change, ...(problem ? { why: problem } : {}) }));
  }

  refused(): readonly Refused[] {
    return this.ledger.standing('refused').map(refusedOf);
  }

  questions(): readonly Open[] {
    const asked = [...this.ledger.held.values()].filter((held) => held.body['questions'] !== undefined);
    return asked.flatMap(({ record }) => {
      const shown = this.get(record);
      return shown ? openOf(shown) : [];
    });
  }

  async save(kind: string, saving: Saving): Promise<Id> {
    if (this.closed) throw new NotSaved('locked');
    const record = await this.ledger.turn(async () => {
      const mended = saving.instead_of ? this.ledger.works.get(saving.instead_of) : undefined;
      const birth = this.refusedBirth(saving.record, mended);
      const change = birth ? this.bornAgain(birth, saving) : this.changeOf(kind, saving);
      if (isBirth(change) || Object.keys(change.set).length > 0)
        await this.put(change, birth ?? mended, saving.draft, birth?.order);
      else if (saving.draft) void this.drafts.drop(saving.draft);
      return change.record;
    });
    this.onSaved();
    return record;
  }

  private async put(
    change: Change,
    mended: Work | undefined,
    draft: string | undefined,
    order = this.ledger.nextOrder(),
  ): Promise<void> {
    const row = this.drafts.rowOf(draft);
    const gone = mended?.stand === 'refused' ? [mended] : [];
    const work: Work = { change, order, row: this.ledger.newRow(), stand: 'waiting' };
    try {
      await this.ledger.commit({ works: [work], gone, ...(row ? { draft: row } : {}) });
    } catch (error) {
      throw notSaved(error);
    }
    if (draft !== undefined) this.drafts.forget(draft);
  }

  /** The refused creation that saving this record, or mending this change, must send again. */
  private refusedBirth(record: Id | undefined, mended: Work | undefined): Work | undefined {
    if (mended?.stand === 'refused' && isBirth(mended.change)) return mended;
    const works = record && !this.ledger.held.has(record) ? (this.ledger.worksOf.get(record) ?? []) : [];
    if (works.some(({ stand, change }) => stand !== 'refused' && isBirth(change))) return undefined;
    return works.findLast(({ stand, change }) => stand === 'refused' && isBirth(change));
  }

  /** In the place of the refused one, before whatever was laid over it. */
  private bornAgain({ change }: Work, { set }: Saving): Change {
    const { kind, record, feed } = change;
    return { ...this.frame(kind, record, feed), set: given({ ...change.set, ...set }), instead_of: change.id };
  }

  private changeOf(kind: string, saving: Saving): Change {
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
    return { id: this.newId(), kind, record, feed, at: atOf(this.ledger.seams) };
  }

  /** What she saw in a field: her own word where it is hers, else what the form showed, else what stands. */
  private seen(shown: Shown, field: string, form: Fields | undefined): Json {
    const { held, worksOf, meta } = this.ledger;
    const own = ownValue(field, held.get(shown.id), worksOf.get(shown.id) ?? [], meta);
    return (own !== undefined ? own : (form ?? shown.fields)[field]) ?? null;
  }

  async rescue(): Promise<Blob> {
    return rescueFile(await this.ledger.journal.rows('boxes'));
  }

  /** No more saving; what was begun is finished first. Then nothing of it is left in memory. */
  async close(): Promise<void> {
    this.closed = true;
    await this.ledger.turn(async () => {
      this.drafts.clear();
      this.faces.clear();
      this.ledger.close();
    });
  }
}

const newestFirst = (shown: Shown[]): Shown[] => shown.sort((a, b) => (a.id < b.id ? 1 : -1));

const openOf = (record: Shown): Open[] =>
  Object.entries(record.questions).map(([field, asked]) => ({
    record,
    field,
    now: record.fields[field] ?? null,
    asked,
  }));

/** A creation names what is given. */
const given = (set: Fields): Fields => Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null));
