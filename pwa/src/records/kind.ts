/** What a kind of record declares about itself. The pages read these and name no kind. */
import type { Fields, Id, Json, Shown } from '../core/types';
import type { IconName } from '../ui/icons';

/** What a field says of the world around it: today, names behind ids. */
export interface About {
  /** `YYYY-MM-DD` in the unit's time zone, by this phone's clock. */
  readonly today: string;
  readonly timezone: string;
  readonly me: Id;
  agent(id: Id): string;
  partner(id: Id): string;
  village(code: string): string;
  readonly partners: readonly Choice[];
  readonly villages: readonly Choice[];
}

export interface Choice {
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
  | 'kept';

export interface FieldSpec {
  readonly name: string;
  /** `kept`: written by the kind itself, never asked. */
  readonly type: FieldType;
  readonly options?: readonly string[];
  readonly required?: boolean;
  /** Given at creation, never edited. */
  readonly birth?: boolean;
  /** A clash refuses the change, so it is edited alone, with the fields that go `along` with it. */
  readonly guarded?: boolean;
  readonly along?: string;
  /** What stands there in a new record until somebody says otherwise. `head`: the client as she stands. */
  readonly usual?: (about: About, head: Fields) => Json;
  /**
   * Her last answer about this client is offered again, before what is usual. Only for what seldom changes, is seen at
   * once and says nothing of her state: never how she is, what she uses, what endangers her or what she agreed to.
   */
  readonly again?: true;
  /** The folded part it stands in. */
  readonly fold?: string;
  /** Asked only where this holds; what is not asked is not kept. */
  readonly when?: (fields: Fields) => boolean;
  /** Which of the options can be chosen now. */
  readonly open?: (before: Fields) => readonly string[];
  /** Days from today offered at once. */
  readonly chips?: readonly number[];
  /** A day that cannot lie ahead. */
  readonly past?: boolean;
  readonly max?: number;
  /** Short answers stand side by side. */
  readonly wrap?: boolean;
}

/** A broken rule, in the agent's words; `fields`: those it lies between, the most telling first, as on the server. */
export interface Fault {
  readonly fields: readonly string[];
  readonly detail: string;
}

/** What falls due. */
export interface Due {
  readonly on: string;
  readonly what: string;
}

/** The case a record stands in. */
export interface Around {
  readonly head: Fields;
  /** Newest first; without what was taken back. */
  readonly records: readonly Shown[];
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

export interface Kind {
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
  readonly fact?: boolean;
  /** The one that is written in seconds, at the thumb. */
  readonly quick?: boolean;
  /** A meeting with the client: its `next_on` is a plan, until a later meeting. */
  readonly contact?: boolean;
  title(shown: Shown, about: About): string;
  /** One line about it; empty where there is nothing to say. */
  line(shown: Shown, about: About): string;
  /** The server's rules for this kind, so that a phone without signal hears them too. */
  check(fields: Fields, before: Fields | null, about: About): readonly Fault[];
  /** What the kind itself writes beside what was typed. */
  compose?(fields: Fields, before: Fields | null, around: Around, about: About): Fields;
  /** Why it is not offered yet, and the kind to begin with instead. */
  holds?(records: readonly Shown[], about: About): { readonly why: string; readonly first: string } | null;
  due?(shown: Shown, about: About): Due | null;
}
