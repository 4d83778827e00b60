/**
 * What the screens see, made once and kept until it moves: one view a record, one list a case, one list a kind. Of a
 * caseload of thousands a save makes one anew.
 */

import type { Id, RecordView } from '../types.ts';
import type { LocalStore } from './local_store.ts';

export class ViewIndex {
  private readonly store: LocalStore;
  private readonly make: (record: Id) => RecordView | undefined;
  private readonly views = new Map<Id, RecordView | undefined>();
  private readonly cases = new Map<Id, readonly RecordView[]>();
  private readonly lists = new Map<string, readonly RecordView[]>();
  /** {kind or feed: its records}: made at the first question. */
  private groups: Map<string, Set<Id>> | undefined;

  constructor(store: LocalStore, make: (record: Id) => RecordView | undefined) {
    this.store = store;
    this.make = make;
    store.onMove((records) => {
      if (records === 'all') this.clear();
      else for (const record of records) this.moved(record);
    });
  }

  view(record: Id): RecordView | undefined {
    if (!this.views.has(record)) this.views.set(record, this.make(record));
    return this.views.get(record);
  }

  /** Newest first. */
  caseOf(feed: Id): readonly RecordView[] {
    const known = this.cases.get(feed);
    if (known) return known;
    const made = this.sorted(this.group(feed));
    this.cases.set(feed, made);
    return made;
  }

  /** Newest first. */
  all(kind: string): readonly RecordView[] {
    const known = this.lists.get(kind);
    if (known) return known;
    const made = this.sorted(this.group(kind));
    this.lists.set(kind, made);
    return made;
  }

  records(): Id[] {
    return [...new Set([...this.store.records.keys(), ...this.store.entriesOf.keys()])];
  }

  clear(): void {
    for (const memory of [this.views, this.cases, this.lists]) memory.clear();
    this.groups = undefined;
  }

  private group(name: string): Iterable<Id> {
    if (!this.groups) {
      this.groups = new Map();
      for (const record of this.records()) this.note(record);
    }
    return this.groups.get(name) ?? [];
  }

  /** Where it lies and what it is does not change while it is here. */
  private whatIs(record: Id): { readonly kind: string; readonly feed: Id } | undefined {
    return this.store.records.get(record) ?? this.store.entriesOf.get(record)?.[0]?.change;
  }

  private note(record: Id): void {
    const what = this.whatIs(record);
    if (!what || !this.groups) return;
    for (const name of [what.kind, what.feed]) {
      const records = this.groups.get(name) ?? new Set();
      this.groups.set(name, records.add(record));
    }
  }

  private moved(record: Id): void {
    const before = this.views.get(record);
    const now = this.whatIs(record);
    for (const what of [before, now]) {
      if (!what) continue;
      this.cases.delete(what.feed);
      this.lists.delete(what.kind);
    }
    this.views.delete(record);
    if (now) this.note(record);
    else if (before) for (const name of [before.kind, before.feed]) this.groups?.get(name)?.delete(record);
  }

  private sorted(records: Iterable<Id>): readonly RecordView[] {
    const views = [...new Set(records)].flatMap((record) => this.view(record) ?? []);
    return views.sort((a, b) => (a.id < b.id ? 1 : -1));
  }
}
