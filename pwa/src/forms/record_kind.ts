/** What a kind of record declares about itself. The pages read these and name no kind. */
import type { Casebook, FieldValues, Id, Json, RecordView, SavedAlso } from '../core/types';
import type { FieldFault, FieldSpec, FieldWords, Lookups } from '../fields/field_spec';
import type { IconName } from '../ui/icons';

/** Another kind comes first; or a record that stands in the way, and its field to change. */
export interface BlockedStart {
  readonly why: string;
  readonly first: string;
  readonly record?: Id;
  readonly editedAlone?: string;
}

/** A change of a record that stands, made with the saving of another. */
export interface BesideChange {
  readonly record: RecordView;
  readonly set: FieldValues;
}

/** A record that is made with another. */
export type SavedAlongside = Required<Pick<SavedAlso, 'kind' | 'feed' | 'set'>>;

/** The case a record stands in. */
export interface CaseContext {
  readonly head: FieldValues;
  /** Newest first; without what was taken back. */
  readonly records: readonly RecordView[];
}

/**
 * What a task asks for: one sentence, or one for as long as its day is ahead, one for when it has passed, and one for as
 * long as its record is `said` otherwise than it was written.
 */
export type TaskWords = string | { readonly ahead: string; readonly past: string; readonly unsent?: string };

export interface KindWords extends FieldWords {
  /** What one is called, and the verb that makes one. */
  readonly name: string;
  readonly add: string;
  readonly edit: string;
  /** By the code of a task the kind declares. */
  readonly tasks?: { readonly [code: string]: TaskWords };
}

/** What one does with somebody, in the order in which it is offered. */
export const KIND_GROUPS = ['meet', 'assess', 'refer', 'train', 'data'] as const;
export type KindGroup = (typeof KIND_GROUPS)[number];

/** What of a record decides how it is said; one that is told alone has no state. */
export type SaidRecord = Pick<RecordView, 'fields'> & Partial<Pick<RecordView, 'state'>>;

export interface RecordKind {
  readonly kind: string;
  /** Its name in addresses of the API. */
  readonly plural: string;
  readonly icon: IconName;
  /** Where it stands among the kinds. */
  readonly place: number;
  /** Under what it is offered on her page; none: elsewhere. */
  readonly group?: KindGroup;
  readonly words: KindWords;
  readonly fields: readonly FieldSpec[];
  /** Creating one opens a case (one kind does). */
  readonly opensCase?: boolean;
  /** Created once; an edit says why it amends or takes back. */
  readonly appendOnly?: boolean;
  /** A sign of danger: it stands before everything else, and whoever leads the unit can settle it. */
  readonly danger?: boolean;
  /** It closes the case, so a closed one is offered none. */
  readonly ends?: boolean;
  /** The one that is written in seconds, at the thumb. */
  readonly quick?: boolean;
  /** What such a record is called, where the kind's own name would say the opposite. */
  nameOf?(fields: FieldValues): string;
  title(shown: RecordView, lookups: Lookups): string;
  /** One line about it; empty where there is nothing to say. */
  line(shown: RecordView, lookups: Lookups): string;
  /** Its fields as they are said while what they claim lies on this phone alone; undefined: as they stand. */
  said?(shown: SaidRecord): FieldValues | undefined;
  /** Rules that are no data in `api/kinds.json`; those that are, every phone judges by. */
  check?(
    fields: FieldValues,
    before: FieldValues | null,
    lookups: Lookups,
    caseContext: CaseContext,
  ): readonly FieldFault[];
  /** What the kind itself writes beside what was typed. */
  compose?(fields: FieldValues, before: FieldValues | null, caseContext: CaseContext, lookups: Lookups): FieldValues;
  /** What is changed beside a new one, such as the client whose case it closes. */
  beside?(fields: FieldValues, head: RecordView, records: readonly RecordView[]): readonly BesideChange[];
  /** What is changed beside one that is taken back; `records`: without it. */
  undone?(head: RecordView, records: readonly RecordView[]): readonly BesideChange[];
  /** What is saved with a new one, in other feeds; `extra`: what its form kept beside its fields. */
  alongside?(made: Id, fields: FieldValues, extra: Json, book: Casebook): readonly SavedAlongside[];
  /** Why it is not offered yet, and what to begin with instead. */
  blockedBy?(records: readonly RecordView[], lookups: Lookups): BlockedStart | null;
  /** Of whom or what to beware wherever she is met. */
  warning?(records: readonly RecordView[]): string | undefined;
  /** What must be known before one is written about this case. */
  notice?(records: readonly RecordView[], lookups: Lookups): string | undefined;
  /** What the rest of its case has made of it since. */
  overruled?(shown: RecordView, records: readonly RecordView[]): string | undefined;
  /** What was missing when it was written, and what to begin with to mend it. */
  lacks?(shown: RecordView, records: readonly RecordView[]): BlockedStart | null;
}
