/** What is asked of the casebook to save, and why it did not. */

import type { FieldValues, Id } from '../sync/wire_types.ts';

/** What a form hands over. Neither `record`: a new one. `set` names only the fields that moved. */
export interface SaveRequest {
  readonly record?: Id;
  /** Needed for a new record of an existing case; without it a new record opens a feed of its own id. */
  readonly feed?: Id;
  readonly set: FieldValues;
  /**
   * The record's fields as the form showed them when it was opened (or last redrawn): pass it from every form that
   * stays open, so that what arrives meanwhile is asked about and not overwritten. Left out: what stands now.
   */
  readonly seen?: FieldValues;
  readonly answers?: readonly Id[];
  readonly instead_of?: Id;
  /** Key of the draft that this finishes: dropped in the same transaction, so that no kill makes a form be saved twice. */
  readonly draft?: string;
  /**
   * new: kept back for a few seconds, so that `undo` can take it back before it is sent. Left out: it goes at once, and
   * so does what was held.
   */
  readonly held?: 'new';
  /** What is saved and undone with it, all or nothing; `made`: the record. */
  readonly also?: (made: Id) => readonly SavedAlso[];
}

export interface SavedAlso extends Pick<SaveRequest, 'record' | 'feed' | 'set' | 'seen'> {
  readonly kind: string;
}

/** Saving failed, nothing of it is kept: the form must stay open. `full`: the phone has no room left. */
export type NotSavedReason = 'full' | 'locked' | 'failed';
