/** What a kind asks to be done next, as the server declares it (`api/records/task.py` says what each part means). */
import type { RuleCondition } from './declared_rules';

/** Where she agrees to a layer as things stand, and to the institution that the field `partner` names. */
export interface AgreementCondition {
  readonly agrees: string;
  readonly partner?: string;
  readonly but?: boolean;
}

export type TaskCondition = RuleCondition | AgreementCondition;

export interface TaskAnswer {
  readonly kind?: string;
  readonly contact?: boolean;
  readonly met?: boolean;
  readonly when?: readonly TaskCondition[];
  readonly names?: string;
  readonly since?: string;
  readonly later?: boolean;
}

export interface TaskDay {
  readonly day?: string;
  readonly again?: readonly TaskAnswer[];
  readonly plus?: number;
  readonly working?: boolean;
  readonly by?: string;
  readonly of_head?: boolean;
  readonly table?: { readonly [value: string]: number };
  readonly waits?: boolean;
  readonly today?: boolean;
  readonly within?: number;
  readonly moves?: boolean;
}

export interface DeclaredTask {
  readonly code: string;
  readonly when?: readonly TaskCondition[];
  readonly due?: TaskDay;
  readonly opens?: string;
  readonly edits?: string;
  readonly ends?: readonly TaskAnswer[];
  /** `danger`, `first` or `idle`; left out: by its day. */
  readonly rank?: string;
  readonly yields_to?: readonly string[];
  readonly layers?: readonly string[];
  readonly after_close?: boolean;
  readonly asked_of?: string;
}
