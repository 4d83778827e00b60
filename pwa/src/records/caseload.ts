/** The caseload, as lists show it. Pure. */
import type { Casebook, FieldValues, Id, RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { text } from '../fields/field_values';
import type { DraftName } from '../forms/draft_key';
import type { RecordKind } from '../forms/record_kind';
import type { SearchEntry } from '../ui/find';
import { words } from '../words';
import { caseKind, kindOf } from '.';
import { stepNow } from './journey_step';
import { newestFirst } from './record_order';

export interface ClientCase {
  readonly id: Id;
  /** The record that opened it. */
  readonly head: RecordView;
  readonly alias: string;
  /** By their own days, newest first; without what was taken back. */
  readonly records: readonly RecordView[];
  readonly open: boolean;
}

/** What asks for something: a client's case, or the unit's own papers, which nobody opened. */
export type AskingFeed = Pick<ClientCase, 'id' | 'alias' | 'records'> & { readonly head?: RecordView };

export function caseOf(book: Casebook, id: Id): ClientCase | undefined {
  const head = book.get(id);
  return head && head.kind === caseKind.kind ? caseFrom(book, head) : undefined;
}

/** Those who are accompanied first, in the order of their aliases; then those whose case is closed. */
export function casesOf(book: Casebook): readonly ClientCase[] {
  return book
    .all(caseKind.kind)
    .filter((head) => !head.voided)
    .map((head) => caseFrom(book, head))
    .sort((one, other) => Number(other.open) - Number(one.open) || one.alias.localeCompare(other.alias, 'id'));
}

/** All cases, and her unit's own papers; of who leads it what it is coached by, too. */
export function askingFeeds(book: Casebook): readonly AskingFeed[] {
  const { agent, unit } = book.me();
  if (!unit) return casesOf(book);
  const own = agent.role === 'coordinator' ? [unit.id, coachingId(unit.id)] : [unit.id];
  return [...casesOf(book), ...own.map((id) => askingFeed(book, id, unit.name))];
}

const papers = new WeakMap<readonly RecordView[], AskingFeed>();

/** Papers of a unit. */
export function askingFeed(book: Casebook, id: Id, alias: string): AskingFeed {
  const all = book.caseOf(id);
  const known = papers.get(all);
  // The unit's name may come later than its papers.
  if (known?.id === id && known.alias === alias) return known;
  const one = { id, alias, records: newestFirst(all.filter(({ voided }) => !voided)) };
  papers.set(all, one);
  return one;
}

/** The book gives the same list until something in the case moves: of a whole caseload a save makes one case anew. */
const made = new WeakMap<readonly RecordView[], ClientCase>();

function caseFrom(book: Casebook, head: RecordView): ClientCase {
  const all = book.caseOf(head.feed);
  const known = made.get(all);
  if (known?.head === head) return known;
  const one = {
    id: head.id,
    head,
    alias: aliasOf(head),
    records: newestFirst(all.filter((record) => !record.voided && record.id !== head.id)),
    open: head.fields['status'] !== 'closed',
  };
  made.set(all, one);
  return one;
}

/** How she is found in a list. */
export const entryOf = ({ id, alias, head }: ClientCase): SearchEntry => ({
  id,
  name: alias,
  also: text(head.fields, 'code'),
});

/** What was taken back in a case, newest first: it leaves lists and counts, and can still be opened. */
export const takenBackOf = (
  book: Pick<Casebook, 'caseOf'>,
  { id, head }: Pick<ClientCase, 'id' | 'head'>,
): readonly RecordView[] => newestFirst(book.caseOf(head.feed).filter((record) => record.voided && record.id !== id));

/** Why an unfinished form cannot go on as the case stands; it is kept all the same. */
const draftBlockedBy = (one: ClientCase | undefined, draft: DraftName, lookups: Lookups): string | undefined =>
  (one && !draft.record && kindOf(draft.kind)?.blockedBy?.(one.records, lookups)?.why) || undefined;

/** Under an unfinished form, wherever it is listed: that it goes on, or why it rests. */
export function draftLine(one: ClientCase | undefined, draft: DraftName, lookups: Lookups): string {
  const why = draftBlockedBy(one, draft, lookups);
  return why ? words.form.keptBack(why) : words.form.goOn;
}

/** Where she stands, and what is known of her. */
export function caseLine(one: ClientCase, lookups: Lookups): string {
  const stage: { readonly [step: string]: string } = words.journey;
  const step = stepNow([one.head, ...one.records], lookups);
  return [stage[step ?? ''], caseKind.line(one.head, lookups)].filter(Boolean).join(' · ');
}

/** What a case is called, where its fields say so. */
export const calledOf = ({ alias }: FieldValues): string | undefined => (typeof alias === 'string' ? alias : undefined);

export const aliasOf = (head: RecordView): string => calledOf(head.fields) ?? caseKind.words.name;

// A unit's coaching papers bear its id, with version 8 instead of 7 (RFC 9562).
export const isCoachingFeed = (feed: Id): boolean => feed[14] === '8';
const withVersion = (version: number, feed: Id): Id => feed.slice(0, 14) + version + feed.slice(15);
export const coachingId = (unit: Id): Id => withVersion(8, unit);
export const unitOf = (feed: Id): Id => (isCoachingFeed(feed) ? withVersion(7, feed) : feed);

/** Whose record it is, as the screen says it: a client's alias, or a unit's name; nothing of what is not here. */
export function feedName(book: Pick<Casebook, 'get' | 'me' | 'reference'>, feed: Id): string | undefined {
  const { unit } = book.me();
  const id = unitOf(feed);
  if (id === unit?.id) return unit.name;
  if (id !== feed) return book.reference()?.units.find((one) => one.id === id)?.name ?? words.people.otherUnit;
  const head = book.get(feed);
  return head && aliasOf(head);
}

export const hasQuestions = (record: RecordView): boolean => Object.keys(record.questions).length > 0;

export const ofKind = (one: ClientCase, kind: RecordKind): readonly RecordView[] =>
  one.records.filter((record) => record.kind === kind.kind);
