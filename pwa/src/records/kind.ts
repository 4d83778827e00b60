/** What a kind of record declares about itself. The pages read these and name no kind. */
import type { FieldValues, Id, Json, RecordView } from '../core/types';
import type { IconName } from '../ui/icons';

/** What a field says of the world around it: today, names behind ids. */
export interface Lookups {
  /** `YYYY-MM-DD` in the unit's time zone, by this phone's clock. */
  readonly today: string;
  readonly timezone: string;
  readonly me: Id;
  agent(id: Id): string;
  partner(id: Id): string;
  village(code: string): string;
  readonly partners: readonly LookupOption[];
  readonly villages: readonly LookupOption[];
}

export interface LookupOption {
  readonly value: string;
  readonly label: string;
  readonly line?: string;
}

/** text: one line · note: free text that must name nobody · one, many: of `options` · village, partner(s): of the reference. */
export type FieldType =
  | 'text'
  | 'note'
  | 'number'
  | 'day'
  | 'one'
  | 'many'
  | 'yes'
  | 'village'
  | 'partner'
  | 'partners'
  | 'computed';

export interface FieldSpec {
  readonly name: string;
  /** `kept`: written by the kind itself, never asked. */
  readonly type: FieldType;
  readonly options?: readonly string[];
  readonly required?: boolean;
  /** Given at creation, never edited. */
  readonly immutable?: boolean;
  /** A clash refuses the change, so it is edited alone, with the fields that go `along` with it. */
  readonly exclusive?: boolean;
  readonly editedWith?: string;
  /** What stands there in a new record until somebody says otherwise. `head`: the client as she stands. */
  readonly default?: (lookups: Lookups, head: FieldValues) => Json;
  /**
   * Her last answer about this client is offered again, before what is usual. Only for what seldom changes, is seen at
   * once and says nothing of her state: never how she is, what she uses, what endangers her or what she agreed to.
   */
  readonly repeatsLast?: true;
  /** The folded part it stands in. */
  readonly fold?: string;
  /** Asked only where this holds; what is not asked is not kept. */
  readonly when?: (fields: FieldValues) => boolean;
  /** Which of the options can be chosen now. */
  readonly optionsFrom?: (before: FieldValues) => readonly string[];
  /** Days from today offered at once. */
  readonly chips?: readonly number[];
  /** A day that cannot lie ahead. */
  readonly past?: boolean;
  readonly max?: number;
  /** Short answers stand side by side. */
  readonly wrap?: boolean;
}

/** A broken rule, in the agent's words; `fields`: those it lies between, the most telling first, as on the server. */
export interface FieldFault {
  readonly fields: readonly string[];
  readonly detail: string;
}

/** What falls due. */
export interface DueDate {
  readonly on: string;
  readonly what: string;
}

/** The case a record stands in. */
export interface CaseContext {
  readonly head: FieldValues;
  /** Newest first; without what was taken back. */
  readonly records: readonly RecordView[];
}

export interface KindWords {
  /** What one is called, and the verb that makes one. */
  readonly name: string;
  readonly add: string;
  readonly edit: string;
  readonly fields: { readonly [field: string]: string };
  readonly hints?: { readonly [field: string]: string };
  readonly options: { readonly [field: string]: { readonly [value: string]: string } };
  readonly folds?: { readonly [fold: string]: string };
}

export interface RecordKind {
  readonly kind: string;
  /** Its name in addresses of the API. */
  readonly plural: string;
  readonly icon: IconName;
  /** Where it stands among the kinds. */
  readonly place: number;
  readonly words: KindWords;
  readonly fields: readonly FieldSpec[];
  /** Creating one opens a case (one kind does). */
  readonly opensCase?: boolean;
  /** Created once; an edit says why it amends or takes back. */
  readonly appendOnly?: boolean;
  /** The one that is written in seconds, at the thumb. */
  readonly quick?: boolean;
  /** A meeting with the client: its `next_on` is a plan, until a later meeting. */
  readonly contact?: boolean;
  title(shown: RecordView, lookups: Lookups): string;
  /** One line about it; empty where there is nothing to say. */
  line(shown: RecordView, lookups: Lookups): string;
  /** Rules that are no data in `api/kinds.json`; those that are, every phone judges by. */
  check?(
    fields: FieldValues,
    before: FieldValues | null,
    lookups: Lookups,
    caseContext: CaseContext,
  ): readonly FieldFault[];
  /** What the kind itself writes beside what was typed. */
  compose?(fields: FieldValues, before: FieldValues | null, caseContext: CaseContext, lookups: Lookups): FieldValues;
  /** Why it is not offered yet, and the kind to begin with instead. */
  blockedBy?(records: readonly RecordView[], lookups: Lookups): { readonly why: string; readonly first: string } | null;
  due?(shown: RecordView, lookups: Lookups): DueDate | null;
}
