/** What a new record changes beside it, saved with it. */
import type { Casebook, FieldValues, RecordView, SavedAlso } from '../core/types';
import type { BesideChange, RecordKind } from './record_kind';

interface OfCase {
  /** Of a case; papers of a unit have none. */
  readonly head?: RecordView;
  readonly records: readonly RecordView[];
}

export const besideOf = (kind: RecordKind, fields: FieldValues, one: OfCase | undefined): readonly SavedAlso[] =>
  savedBeside((one?.head && kind.beside?.(fields, one.head, one.records)) ?? []);

/** Takes a record back for this reason, and with it what it had changed in its case. */
export async function takeBack(
  book: Casebook,
  { id, kind }: RecordView,
  why: string,
  declared: RecordKind | undefined,
  one: OfCase | undefined,
): Promise<void> {
  const others = one?.records.filter((other) => other.id !== id) ?? [];
  const beside = savedBeside((one?.head && declared?.undone?.(one.head, others)) ?? []);
  await book.save(kind, { record: id, set: { voided_because: why }, also: () => beside });
}

const savedBeside = (changes: readonly BesideChange[]): readonly SavedAlso[] =>
  changes.map(({ record, set }) => ({ kind: record.kind, record: record.id, set, seen: record.fields }));
