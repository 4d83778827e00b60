/** What the server declares of each kind (`api/kinds.json`, as far as `shipped_data.ts` ships it): fields, bounds, rules that are data. */
import kinds from '@kinds';
import { type DeclaredRule, rolesOf } from './declared_rules';
import type { DeclaredTask } from './declared_tasks';

export interface DeclaredField {
  /** day, one, many, yes, int, text, note, ref, partner, village, id, list, map, group, blob, any. */
  readonly type: string;
  readonly options?: readonly string[];
  /** Of a map: what it may name. */
  readonly keys?: readonly string[];
  /** Values of old records that no form offers; true: the whole field. */
  readonly retired?: readonly string[] | boolean;
  /** How many letters or choices. */
  readonly least?: number;
  readonly most?: number;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  /** A day's bounds, in days from today. */
  readonly earliest?: number;
  readonly latest?: number;
  /** Of a `ref`: which kind it names. */
  readonly kind?: string;
  /** To which layer of her consent the client must have agreed. */
  readonly layer?: string;
  readonly of?: DeclaredField;
  readonly fields?: { readonly [name: string]: DeclaredField };
}

export interface DeclaredKind {
  readonly plural: string;
  /** In which feed it lies: a unit's own papers (`unit`) or its coaching papers (`coaching`); left out, a client's case. */
  readonly feed?: string;
  /** By which fields people know a client. */
  readonly called_by?: readonly string[];
  readonly opens_case?: boolean;
  readonly append_only?: boolean;
  readonly day?: string;
  readonly immutable_fields?: readonly string[];
  readonly required_fields?: readonly string[];
  readonly exclusive_fields?: readonly string[];
  readonly writable_by?: { readonly [role: string]: readonly string[] };
  /** Roles that write its records, of those who follow them; left out: each of them. */
  readonly written_by?: readonly string[];
  /** By field, where others write it than write the record. */
  readonly field_writers?: { readonly [field: string]: readonly string[] };
  readonly fields: { readonly [name: string]: DeclaredField };
  readonly rules?: readonly DeclaredRule[];
  /** A meeting with the client. */
  readonly contact?: boolean;
  readonly tasks?: readonly DeclaredTask[];
}

/** By name; undefined for a kind the server this app was built with did not know. */
export const declaredKinds: { readonly [kind: string]: DeclaredKind | undefined } = kinds.kinds;

const ruleOn = (kind: string, rule: string, field: string): DeclaredRule | undefined =>
  declaredKinds[kind]?.rules?.find((one) => one.rule === rule && (one.field ?? one.fields?.[0]) === field);

/** Its records lie in the unit's own papers, in no client's case. */
export const isUnitKind = (kind: string): boolean => declaredKinds[kind]?.feed === 'unit';

/** They lie in papers of a unit, its own or its coaching papers: no client stands behind them. */
export const isPaperKind = (kind: string): boolean => declaredKinds[kind]?.feed !== undefined;

/** Whether somebody in this role sets the field; without one: makes such a record. */
export function mayWrite(kind: string, role: string, field?: string): boolean {
  const { written_by: all, field_writers: by } = declaredKinds[kind] ?? {};
  const roles = by?.[field ?? ''] ?? all ?? [];
  return roles.length === 0 || roles.includes(role);
}

/** Where the ladder of a field leads from a step, or where it begins; nowhere from a step this app does not know. */
export function nextSteps(kind: string, field: string, from: string): readonly string[] {
  const ladder = ruleOn(kind, 'ladder', field);
  return (from ? ladder?.next?.[from] : [ladder?.first ?? []].flat()) ?? [];
}

/** Those of these values that this role may set. */
export function settable(kind: string, field: string, values: readonly string[], role: string): readonly string[] {
  const by = ruleOn(kind, 'set_by', field)?.by ?? {};
  return values.filter((value) => {
    const roles = rolesOf(by, value);
    return roles.length === 0 || roles.includes(role);
  });
}

/** The values of a field that ask for another one. */
export const valuesAsking = (kind: string, field: string, asked: string): readonly string[] =>
  (declaredKinds[kind]?.rules ?? [])
    .filter((one) => one.rule === 'required' && one.fields?.includes(asked))
    .flatMap((one) => one.when?.find((where) => where.field === field)?.among ?? [])
    .map(String);
