/** What a new record changes beside it: read before it is saved, written after it. */
import type { Casebook, FieldValues, Id, RecordView, SaveRequest } from '../core/types';
import type { BesideChange, RecordKind } from './record_kind';

interface OfCase {
  /** Of a case; papers of a unit have none. */
  readonly head?: RecordView;
  readonly records: readonly RecordView[];
}

export const besideOf = (kind: RecordKind, fields: FieldValues, one: OfCase | undefined): readonly BesideChange[] =>
  (one?.head && kind.beside?.(fields, one.head, one.records)) ?? [];

/** Takes a record back for this reason, and with it what it had changed in its case. */
export async function takeBack(
  book: Casebook,
  { id, kind }: RecordView,
  why: string,
  declared: RecordKind | undefined,
  one: OfCase | undefined,
): Promise<void> {
  const others = one?.records.filter((other) => other.id !== id) ?? [];
  const beside = (one?.head && declared?.undone?.(one.head, others)) ?? [];
  await saveWith(book, kind, { record: id, set: { voided_because: why } }, beside);
}

export async function saveWith(
  book: Casebook,
  kind: string,
  saving: SaveRequest,
  beside: readonly BesideChange[],
): Promise<Id> {
  const id = await book.save(kind, saving);
  for (const { record, set } of beside)
    await book.save(record.kind, { record: record.id, set, seen: record.fields, held: 'same' });
  return id;
}
