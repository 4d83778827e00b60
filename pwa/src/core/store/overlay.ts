/** What stands on the screen: the told record, and over it her own changes that have not come back yet. Pure. */

import type { FieldValues, Json, Question, RecordState, RecordView } from '../types.ts';
import { isBackedUp, isCreation, type OutboxEntry, type StoredRecord, type SyncState } from './outbox_entry.ts';
import { refusedOf } from './outbox_views.ts';

export interface OverlayContext {
  readonly meta: SyncState;
  readonly agent: string;
  readonly knows: (kind: string) => boolean;
}

/** Told back: the told record holds it, or a pull has finished since. */
export function isReturned({ receipt }: OutboxEntry, held: StoredRecord | undefined, meta: SyncState): boolean {
  if (!receipt) return false;
  return receipt.round < meta.rounds || (held?.epoch === receipt.epoch && held.n >= receipt.n);
}

const isLaidOver = (entry: OutboxEntry, held: StoredRecord | undefined, meta: SyncState): boolean =>
  entry.status === 'waiting' || (entry.status === 'sent' && !isReturned(entry, held, meta));

/** What a change lays over the record; fields that lost have come off. */
function layer({ change, receipt }: OutboxEntry): FieldValues {
  if (!receipt || receipt.lost.length === 0) return change.set;
  return Object.fromEntries(Object.entries(change.set).filter(([field]) => !receipt.lost.includes(field)));
}

/** `entries`: hers on this record, in order. undefined: nothing to show, as when only edits of a lost record are left. */
export function recordView(
  held: StoredRecord | undefined,
  entries: readonly OutboxEntry[],
  view: OverlayContext,
): RecordView | undefined {
  const over = entries.filter((entry) => isLaidOver(entry, held, view.meta));
  const laid = held || over.some((entry) => isCreation(entry.change)) ? over : withRefusedCreation(entries, over);
  const first = held ?? laid.find((entry) => isCreation(entry.change))?.change;
  if (!first) return undefined;
  const fields = fieldsOf(held, laid);
  const last = laid.at(-1);
  const refused = entries.filter((entry) => entry.status === 'refused').at(-1);
  return {
    id: first.record,
    kind: first.kind,
    feed: first.feed,
    fields,
    n: held?.n ?? 0,
    by: last || !held ? view.agent : held.by,
    at: last?.change.at ?? first.at,
    questions: openQuestions(held, laid),
    state: stateOf(held, entries, laid, view),
    ...(refused ? { refused: refusedOf(refused) } : {}),
    voided: typeof fields['voided_because'] === 'string',
    foreign: !view.knows(first.kind),
  };
}

/** A creation that was refused stays in view, with everything that was laid over it. */
function withRefusedCreation(entries: readonly OutboxEntry[], over: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const birth = entries.filter((entry) => entry.status === 'refused' && isCreation(entry.change)).at(-1);
  return birth ? [birth, ...over] : over;
}

function fieldsOf(held: StoredRecord | undefined, laid: readonly OutboxEntry[]): FieldValues {
  const { questions: _, ...told } = held?.body ?? {};
  const all: { [field: string]: Json } = Object.assign({}, told, ...laid.map(layer));
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/** Told questions, without those a change of hers has answered. */
function openQuestions(held: StoredRecord | undefined, laid: readonly OutboxEntry[]): RecordView['questions'] {
  const told = (held?.body['questions'] ?? {}) as unknown as RecordView['questions'];
  const answered = (field: string, { change }: Question): boolean =>
    laid.some((entry) => field in entry.change.set && entry.change.answers?.includes(change));
  const open = Object.entries(told).map(([field, all]) => [field, all.filter((one) => !answered(field, one))] as const);
  return Object.fromEntries(open.filter(([, all]) => all.length > 0));
}

/** The worst of what is true: unsent work makes a record wait, an uncovered receipt keeps it from being safe. */
function stateOf(
  held: StoredRecord | undefined,
  entries: readonly OutboxEntry[],
  laid: readonly OutboxEntry[],
  view: OverlayContext,
): RecordState {
  if (laid.some((entry) => entry.status !== 'sent')) return 'waiting';
  const receipts = entries.flatMap((entry) => entry.receipt ?? []);
  if (receipts.some((receipt) => !isBackedUp(receipt, view.meta))) return 'sent';
  if (!held || receipts.length > 0) return 'safe';
  if (held.by !== view.agent) return 'told';
  return isBackedUp(held, view.meta) ? 'safe' : 'sent';
}

/** What stands in a field because she wrote it herself and it has not come back: she knows it, whatever her form says. */
export function ownValue(
  field: string,
  held: StoredRecord | undefined,
  entries: readonly OutboxEntry[],
  meta: SyncState,
): Json | undefined {
  const layers = entries.filter((entry) => isLaidOver(entry, held, meta)).map(layer);
  return layers.filter((set) => field in set).at(-1)?.[field];
}
