/** What a kind says of one field, and what a field may ask of the world around it. */
import type { FieldValues, Id, Json, RecordView } from '../core/types';

/** Today, and the names behind ids. */
export interface Lookups {
  /** `YYYY-MM-DD` in the unit's time zone, by this phone's clock. */
  readonly today: string;
  readonly timezone: string;
  readonly me: Id;
  agent(id: Id): string;
  partner(id: Id): string;
  village(code: string): string;
  /** Of a unit near by, or of her own. */
  unit(id: Id): string;
  readonly partners: readonly LookupOption[];
  readonly villages: readonly LookupOption[];
  /** Those to which a client may move. */
  readonly units: readonly LookupOption[];
  /** Of phases, that were published since this app was built; the newest last. */
  readonly rubrics?: readonly object[] | undefined;
  /** Comparison studies of which nothing is told yet, as the reference tells them. */
  readonly studies?: readonly object[] | undefined;
}

export interface LookupOption {
  readonly value: string;
  readonly label: string;
  readonly line?: string;
  /** Of an institution: what it offers. */
  readonly services?: readonly string[];
  /** Of an institution: what everybody brings there. */
  readonly requirements?: readonly string[];
  /** Of an institution: until when her unit's agreement holds; null where there is none, nothing where nobody said. */
  readonly agreedUntil?: string | null | undefined;
}

/** The types there are: each folder here adds its own name. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the folders.
export interface FieldTypes {}

export type FieldType = keyof FieldTypes;

export interface FieldSpec {
  readonly name: string;
  readonly type: FieldType;
  readonly options?: readonly string[];
  readonly required?: boolean;
  /** Said by somebody else, such as an institution: shown here, never asked. */
  readonly told?: true;
  /** Given at creation, never edited. */
  readonly immutable?: boolean;
  /** A clash refuses the change, so it is edited alone, with the fields that go `along` with it. */
  readonly exclusive?: boolean;
  readonly editedWith?: string;
  /** Edited with its guarded field, and by itself too. */
  readonly movable?: true;
  /** What stands there in a new record until somebody says otherwise. `head`: the client as she stands. */
  readonly default?: (lookups: Lookups, head: FieldValues, records: readonly RecordView[]) => Json | undefined;
  /**
   * Her last answer about this client is offered again, before what is usual. Only for what seldom changes, is seen at
   * once and says nothing of her state: never how she is, what she uses, what endangers her or what she agreed to.
   */
  readonly repeatsLast?: true;
  /** The folded part it stands in. */
  readonly fold?: string;
  /** Where it stands open all the same, in its place among the others. */
  readonly unfolded?: (records: readonly RecordView[], lookups: Lookups) => boolean;
  /** Asked only where this holds; what is not asked is not kept, except what `stays`. */
  readonly when?: (fields: FieldValues, lookups?: Lookups) => boolean;
  /** Said at one step of the record: no later step takes it back, although it is asked no more. */
  readonly stays?: true;
  /** Some of its values are signs of danger: choosing one shows at once what to do. */
  readonly endangers?: true;
  /** Which of the options can be chosen now. */
  readonly optionsFrom?: (
    before: FieldValues,
    values: FieldValues,
    records: readonly RecordView[],
    lookups: Lookups,
  ) => readonly string[];
  /** Said where that leaves nothing. */
  readonly noneOffered?: string;
  /** Another question than its label, where these values stand. */
  readonly askedAs?: (fields: FieldValues) => string | undefined;
  /** Days from today offered at once. */
  readonly chips?: readonly number[];
  /** A day that cannot lie ahead. */
  readonly past?: boolean;
  readonly max?: number;
  /** Of `rows`: what each row asks, the first a text. */
  readonly parts?: readonly FieldSpec[];
  /** Of `blob`: which of them. */
  readonly accepts?: 'photo' | 'voice';
  /** Of `marks`: what each of its options can be. */
  readonly marks?: readonly string[];
  /** Asked once the record stands, not at its creation. */
  readonly later?: true;
  /** Short answers stand side by side. */
  readonly wrap?: boolean;
}

/** A broken rule, in the agent's words; `fields`: those it lies between, the most telling first, as on the server. */
export interface FieldFault {
  readonly fields: readonly string[];
  readonly detail: string;
}

export interface FieldWords {
  readonly fields: { readonly [field: string]: string };
  readonly hints?: { readonly [field: string]: string };
  readonly options: { readonly [field: string]: { readonly [value: string]: string } };
  /** One line about a value, read aloud. */
  readonly meanings?: { readonly [field: string]: { readonly [value: string]: string } };
  /** Of `rows`: the verb that adds one. */
  readonly adds?: { readonly [field: string]: string };
  readonly folds?: { readonly [fold: string]: string };
}

/** Some fields with their words; a kind is one. */
export interface FieldSet {
  readonly fields: readonly FieldSpec[];
  readonly words: FieldWords;
}
