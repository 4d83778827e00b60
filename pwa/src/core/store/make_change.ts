/** From what a form hands over to a change: only what moved, with what its author saw there. */

import { timestamp } from '../device/environment.ts';
import type { Change, FieldValues, Id, Json, RecordView, SaveRequest } from '../types.ts';
import { same } from './canonical_json.ts';
import type { LocalStore } from './local_store.ts';
import { isCreation, type OutboxEntry } from './outbox_entry.ts';
import { ownValue } from './overlay.ts';

export interface ChangeSource {
  readonly store: LocalStore;
  readonly newId: () => Id;
  get(record: Id): RecordView | undefined;
}

/** The refused creation that saving this record, or mending this change, must send again. */
export function refusedCreation(
  { records, entriesOf }: LocalStore,
  record: Id | undefined,
  mended: OutboxEntry | undefined,
): OutboxEntry | undefined {
  if (mended?.status === 'refused' && isCreation(mended.change)) return mended;
  const births = (record && !records.has(record) ? (entriesOf.get(record) ?? []) : []).filter((one) =>
    isCreation(one.change),
  );
  if (births.some(({ status }) => status === 'waiting' || status === 'sent')) return undefined;
  return births.findLast(({ status }) => status === 'refused');
}

/** In the place of the refused one, before whatever was laid over it. */
export function createdAgain(source: ChangeSource, { change }: OutboxEntry, { set }: SaveRequest): Change {
  const { kind, record, feed } = change;
  return { ...frame(source, kind, record, feed), set: given({ ...change.set, ...set }), instead_of: change.id };
}

export function changeOf(source: ChangeSource, kind: string, saving: SaveRequest): Change {
  const record = saving.record ?? source.newId();
  const shown = source.get(record);
  const more = {
    ...(saving.answers ? { answers: [...saving.answers] } : {}),
    ...(saving.instead_of ? { instead_of: saving.instead_of } : {}),
  };
  const framed = frame(source, shown?.kind ?? kind, record, shown?.feed ?? saving.feed ?? record);
  if (!shown) return { ...framed, set: given(saving.set), ...more };
  const saw = ([field]: [string, Json]): [string, Json] => [field, seen(source.store, shown, field, saving.seen)];
  const was = Object.fromEntries(Object.entries(saving.set).map(saw));
  const moved = Object.entries(saving.set).filter(([field, value]) => saving.answers || !same(value, was[field]));
  const set = Object.fromEntries(moved);
  return {
    ...framed,
    set,
    was: Object.fromEntries(Object.keys(set).map((field) => [field, was[field] ?? null])),
    ...more,
  };
}

function frame({ store, newId }: ChangeSource, kind: string, record: Id, feed: Id): Omit<Change, 'set'> {
  return { id: newId(), kind, record, feed, at: timestamp(store.environment) };
}

/** What she saw in a field: her own word where it is hers, else what the form showed, else what stands. */
function seen(
  { records, entriesOf, meta }: LocalStore,
  shown: RecordView,
  field: string,
  form: FieldValues | undefined,
): Json {
  const own = ownValue(field, records.get(shown.id), entriesOf.get(shown.id) ?? [], meta);
  return (own !== undefined ? own : (form ?? shown.fields)[field]) ?? null;
}

/** A creation names what is given. */
const given = (set: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null));
