import type { Casebook, Id, RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';

/** What a form stands on: the book, the names behind ids, and the case it is about. */
export interface FormSession {
  readonly book: Casebook;
  readonly lookups: Lookups;
  readonly caseOf: (
    client: Id,
  ) => { readonly alias: string; readonly head?: RecordView; readonly records: readonly RecordView[] } | undefined;
  /** Signs were chosen just now in a field that tells of danger. */
  readonly ondanger?: (chosen: readonly string[]) => void;
}
