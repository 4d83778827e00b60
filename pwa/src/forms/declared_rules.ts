/**
 * The simple rules of a kind, which are data: the phone asks by the same rules as the server judges by.
 *
 * `api/records/rules.py` is the same in Python; both read `tests/vectors/rules.json`. Pure, no words: a broken rule is
 * a code and the fields it lies between, the most telling first.
 */
import { same } from '../core/store/canonical_json';
import type { FieldValues, Json } from '../core/types';
import { isGiven } from '../fields/field_values';

export interface RuleCondition {
  readonly field: string;
  readonly among?: readonly Json[];
  /** Looked up in the record that opened the case. */
  readonly head?: boolean;
  /** In any living record of this kind in the case. */
  readonly of?: string;
  /** In the record as it stood before; at its creation nothing stood there. */
  readonly was?: boolean;
  readonly but?: boolean;
}

export interface DeclaredRule {
  readonly rule: string;
  readonly code: string;
  readonly when?: readonly RuleCondition[];
  readonly since?: number;
  /** A question, no refusal. */
  readonly soft?: boolean;
  readonly field?: string;
  readonly fields?: readonly string[];
  readonly options?: readonly string[];
  readonly first?: string | readonly string[];
  readonly then?: string;
  readonly within?: number;
  readonly earliest?: number;
  readonly latest?: number;
  readonly bound?: string;
  readonly pattern?: string;
  /** Which kind of record says it already. */
  readonly of?: string;
  readonly layer?: string;
  /** The field that says the day; none: today. */
  readonly day?: string;
  readonly same_day?: boolean;
  readonly next?: { readonly [value: string]: readonly string[] };
  /** Who may set a value, by role; `*`: every other value, also none. */
  readonly by?: { readonly [value: string]: readonly string[] };
}

/** What a rule looks at. `before`: null at a creation; `today`: `YYYY-MM-DD`. */
export interface RuleInput {
  readonly after: FieldValues;
  readonly before: FieldValues | null;
  readonly head: FieldValues;
  /** The living records of the case, by kind. */
  readonly case: { readonly [kind: string]: readonly FieldValues[] };
  readonly today: string;
  /** In which the author writes; whoever writes on a phone accompanies the client. */
  readonly role?: string;
  /** She can ask first; what she wrote already is kept as it is. */
  readonly direct?: boolean;
}

export interface BrokenRule {
  readonly code: string;
  readonly fields: readonly string[];
}

type Names = readonly string[];

/** Every broken rule. */
export function brokenRules(rules: readonly DeclaredRule[], reading: RuleInput): BrokenRule[] {
  return rules.flatMap((rule) => {
    const when = rule.when ?? [];
    if (!when.every((one) => holds(one, reading))) return [];
    const beside = when
      .filter((one) => !one.head && !one.of && !one.was)
      .map((one) => one.field)
      .reverse();
    return wrong(rule, reading).map((names) => ({
      code: rule.code,
      fields: [...new Set([...names, ...beside])],
    }));
  });
}

export function holds(where: RuleCondition, reading: RuleInput): boolean {
  return placesOf(where, reading).some((fields) => fitsOne(where, fields)) !== (where.but ?? false);
}

/** The records it is looked up in. */
function placesOf(where: RuleCondition, reading: RuleInput): readonly FieldValues[] {
  if (where.of) return reading.case[where.of] ?? [];
  if (where.was) return reading.before ? [reading.before] : [];
  return [where.head ? reading.head : reading.after];
}

function fitsOne(where: RuleCondition, fields: FieldValues): boolean {
  const value = fields[where.field] ?? null;
  const chosen = Array.isArray(value) ? value : [value];
  return where.among ? chosen.some((one) => where.among?.includes(one)) : isGiven(fields, where.field);
}

function wrong(rule: DeclaredRule, reading: RuleInput): Names[] {
  const { after } = reading;
  const value = (name: string | undefined): Json => after[name ?? ''] ?? null;
  const has = (name: string): boolean => isGiven(after, name);
  const named = rule.fields ?? [];
  const self: Names[] = [[rule.field ?? '']];
  switch (rule.rule) {
    case 'required':
      return named.filter((name) => !has(name)).map((name) => [name]);
    case 'one_of':
      return named.some(has) ? [] : [named];
    case 'forbidden':
      return named.length === 0 ? [[]] : named.filter(has).map((name) => [name]);
    case 'excludes':
      return excludes(value(rule.field), rule.options ?? []) ? self : [];
    case 'distinct':
      return twice(value(rule.field)) ? self : [];
    case 'in_order':
      return outOfOrder(rule, value(String(rule.first)), value(rule.then))
        ? [[rule.then ?? '', String(rule.first)]]
        : [];
    case 'day_between':
      return outside(rule, value(rule.field), reading.today) ? self : [];
    case 'at_most':
      return greater(value(rule.field), value(rule.bound)) ? [[rule.field ?? '', rule.bound ?? '']] : [];
    case 'unlike':
      return named
        .filter((name) => textsIn(value(name)).some((said) => new RegExp(rule.pattern ?? '').test(said)))
        .map((name) => [name]);
    case 'agreed':
      return takenBack(rule, reading) ? [[...named, ...(rule.day ? [rule.day] : [])]] : [];
    case 'layer_agreed':
      return unagreed(rule, reading) ? self : [];
    case 'consented':
      return notAgreed(rule, reading) ? [named] : [];
    case 'set_by':
      return named.filter((name) => !maySet(rule, name, reading)).map((name) => [name]);
    case 'once':
      return saidAlready(rule, reading) ? [named] : [];
    case 'ladder':
      return leapt(rule, value(rule.field), reading) ? self : [];
    default:
      // A rule of a newer server: the server judges it.
      return [];
  }
}

/** The text itself, or those that stand in a list or a group. */
export const textsIn = (value: Json): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [typeof value === 'string' ? value : ''];

const excludes = (chosen: Json, options: Names): boolean =>
  Array.isArray(chosen) && chosen.length > 1 && chosen.some((one) => options.includes(String(one)));

const twice = (chosen: Json): boolean => Array.isArray(chosen) && new Set(chosen).size !== chosen.length;

const greater = (value: Json, bound: Json): boolean =>
  typeof value === 'number' && typeof bound === 'number' && value > bound;

function outOfOrder(rule: DeclaredRule, first: Json, then: Json): boolean {
  if (typeof first !== 'string' || typeof then !== 'string' || !first || !then) return false;
  return then < first || (rule.within !== undefined && then > dayPlus(first, rule.within));
}

function outside(rule: DeclaredRule, day: Json, today: string): boolean {
  if (typeof day !== 'string' || !day) return false;
  const { earliest, latest } = rule;
  return (
    (earliest !== undefined && day < dayPlus(today, earliest)) || (latest !== undefined && day > dayPlus(today, latest))
  );
}

/** Begun without her yes, as things stand. */
const notAgreed = ({ layer = '' }: DeclaredRule, { before, case: around, direct = true }: RuleInput): boolean =>
  direct && before === null && !stands(around, layer);

/** Whether the act on which the layer stands or falls gives it. */
const stands = (around: RuleInput['case'], layer: string): boolean =>
  newestAct(around['consent'] ?? [], layer)?.['act'] === 'given';

/** Done after she took the layer back, and newly said: what was written down before that stays. */
function takenBack({ layer = '', day, fields = [], same_day }: DeclaredRule, reading: RuleInput): boolean {
  const { after, before } = reading;
  const since = withdrawnOn(reading.case['consent'] ?? [], layer);
  const on = day ? after[day] : since;
  if (typeof on !== 'string' || !on || !since || !(same_day || !day ? since <= on : since < on)) return false;
  const named = day ? [...fields, day] : fields;
  return before === null || named.some((name) => !same(before[name] ?? null, after[name] ?? null));
}

/** Newly said, and she was not asked or said no. */
function unagreed({ field = '', layer = '' }: DeclaredRule, { after, before, case: around }: RuleInput): boolean {
  return !stands(around, layer) && isGiven(after, field) && !same(before?.[field] ?? null, after[field] ?? null);
}

/** The day on which it was taken back, where it still is. */
export function withdrawnOn(acts: readonly FieldValues[], layer: string): string | undefined {
  const act = newestAct(acts, layer);
  return act?.['act'] === 'withdrawn' ? String(act['on'] ?? '') : undefined;
}

/** The act on which a layer stands or falls: the latest of these, which stand as written; on one day a withdrawal wins. */
export function newestAct(acts: readonly FieldValues[], layer: string): FieldValues | undefined {
  const rank = ({ on, act }: FieldValues): string => `${on ?? ''} ${act === 'withdrawn' ? 1 : 0}`;
  return acts
    .filter(({ layers }) => Array.isArray(layers) && layers.includes(layer))
    .toSorted((one, other) => (rank(one) < rank(other) ? -1 : Number(rank(one) > rank(other))))
    .at(-1);
}

/** What stands as it stood is nobody's doing. */
function maySet({ by = {} }: DeclaredRule, name: string, { after, before, role = 'agent' }: RuleInput): boolean {
  const now = after[name] ?? null;
  return same(before?.[name] ?? null, now) || rolesOf(by, now).includes(role) || rolesOf(by, now).length === 0;
}

/** Of whom a value is; of nobody in particular: none are named. */
export const rolesOf = (by: NonNullable<DeclaredRule['by']>, value: Json): readonly string[] =>
  by[String(value)] ?? by['*'] ?? [];

/** Newly said in all of these fields, and another record says so already. */
function saidAlready({ of = '', fields = [] }: DeclaredRule, { after, before, case: around }: RuleInput): boolean {
  const said = (one: FieldValues): Json => fields.map((name) => one[name] ?? null);
  if (before !== null && same(said(before), said(after))) return false;
  return (around[of] ?? []).some((one) => same(said(one), said(after)));
}

function leapt(rule: DeclaredRule, now: Json, reading: RuleInput): boolean {
  const was = reading.before?.[rule.field ?? ''] ?? null;
  if (was === null) return reading.before === null && now !== null && !(rule.first ?? []).includes(String(now));
  return now !== was && !(rule.next?.[String(was)]?.includes(String(now)) ?? true);
}

/** `YYYY-MM-DD`, so many days on; within the four-digit years. */
export function dayPlus(day: string, days: number): string {
  const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000);
  const year = moved.getUTCFullYear();
  if (year < 1) return '0001-01-01';
  return year > 9999 ? '9999-12-31' : moved.toISOString().slice(0, 10);
}
