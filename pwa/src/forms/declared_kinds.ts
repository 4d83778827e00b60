/** What the server declares of each kind (`api/kinds.json`, as far as `shipped_data.ts` ships it): fields, bounds, rules that are data. */
import kinds from '@kinds';
import type { FieldValues } from '../core/types';
import { type DeclaredRule, type RuleCondition, rolesOf } from './declared_rules';
import type { DeclaredTask } from './declared_tasks';

/** As much as is shipped: whatever else is declared of a field, the kind on the phone says itself. */
export interface DeclaredField {
  /** Of the fields that `OPTIONS_READ` names. */
  readonly options?: readonly string[];
  /** The whole field: only in old records. */
  readonly retired?: true;
  /** To which layer of her consent the client must have agreed. */
  readonly layer?: string;
}

export interface DeclaredKind {
  /** In which feed it lies: a unit's own papers (`unit`) or its coaching papers (`coaching`); left out, a client's case. */
  readonly feed?: string;
  /** By which fields people know a client. */
  readonly called_by?: readonly string[];
  readonly opens_case?: boolean;
  readonly day?: string;
  readonly writable_by?: { readonly [role: string]: readonly string[] };
  /** Roles that write its records, of those who follow them; left out: each of them. */
  readonly written_by?: readonly string[];
  /** By field, where others write it than write the record. */
  readonly field_writers?: { readonly [field: string]: readonly string[] };
  readonly fields: { readonly [name: string]: DeclaredField };
  readonly rules?: readonly DeclaredRule[];
  /** A meeting with the client. */
  readonly contact?: boolean;
  /** Of such a meeting: nobody was met. */
  readonly missed?: RuleCondition;
  readonly tasks?: readonly DeclaredTask[];
}

/** As `shipped_data.ts` ships them: what is asked about free texts stands once, and in each kind which texts. */
const shipped = kinds as unknown as {
  readonly soft: readonly DeclaredRule[];
  readonly kinds: { readonly [kind: string]: DeclaredKind };
};

/** By name; undefined for a kind the server this app was built with did not know. */
export const declaredKinds: { readonly [kind: string]: DeclaredKind | undefined } = Object.fromEntries(
  Object.entries(shipped.kinds).map(([name, kind]) => [name, { ...kind, rules: kind.rules?.flatMap(whole) ?? [] }]),
);

function whole(rule: DeclaredRule): readonly DeclaredRule[] {
  const { fields = [] } = rule;
  return rule.rule === 'soft' ? shipped.soft.map((one) => ({ ...one, fields })) : [rule];
}

/** Those of a part that is loaded for some people alone. */
export const learnDeclared = (more: typeof declaredKinds): unknown => Object.assign(declaredKinds, more);

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

/** Those that this role sets: what another writes would be refused, and the rest of the record with it. */
export const fieldsOf = (kind: string, role: string, values: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => mayWrite(kind, role, name)));

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
