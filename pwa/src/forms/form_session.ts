import type { Casebook, Id, RecordView, RefusedChange } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import type { RecordKind } from './record_kind';

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

/** Which form is opened, about what. */
export interface FormRequest {
  readonly kind: RecordKind;
  readonly client?: Id | undefined;
  readonly record?: Id | undefined;
  readonly editedAlone?: string | undefined;
  readonly mend?: RefusedChange | undefined;
}
