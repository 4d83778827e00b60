/** What a form comes to: all values as they would stand, the part of them that moves, and what is wrong. Pure. */
import { same } from '../core/store/canonical_json';
import type { FieldValues, Json } from '../core/types';
import { isAsked } from '../fields/field_shape';
import type { FieldFault, FieldSpec, Lookups } from '../fields/field_spec';
import { fieldTypeOf } from '../fields/field_types';
import { isGiven, text } from '../fields/field_values';
import { isBlank } from '../ui/blank_text';
import { reasonFault } from '../ui/text_room';
import { recordFaults, ruleFaults } from './record_faults';
import type { CaseContext, RecordKind } from './record_kind';

/** Why a fact is corrected; said anew at every correction. */
export const AMEND_REASON = 'amended_because';

export interface FormResult {
  readonly values: FieldValues;
  readonly set: FieldValues;
}

/** `before`: the record as it stands, null for a new one. `reason`: why a fact is amended. */
export function formResult(
  kind: RecordKind,
  composed: FieldValues,
  before: FieldValues | null,
  reason: string,
): FormResult {
  const silent = kind.fields.filter((spec) => !fieldTypeOf(spec.type).silent && !spec.told && !isAsked(spec, composed));
  const left = ({ name, stays }: FieldSpec): Json => (stays && before?.[name]) ?? null;
  const values: FieldValues = { ...composed, ...Object.fromEntries(silent.map((spec) => [spec.name, left(spec)])) };
  const moves = (name: string): boolean =>
    before === null ? isGiven(values, name) : !same(tidy(values[name] ?? null), before[name] ?? null);
  const moved = Object.keys(values).filter((name) => name !== AMEND_REASON && moves(name));
  const set = Object.fromEntries(moved.map((name) => [name, tidy(values[name] ?? null)]));
  return { values, set: reason && moved.length > 0 ? { ...set, [AMEND_REASON]: reason.trim() } : set };
}

/** An edit answers only for what it sets; amending a fact without saying why is wrong too. */
export function formFaults(
  kind: RecordKind,
  { values, set }: FormResult,
  before: FieldValues | null,
  caseContext: CaseContext,
  lookups: Lookups,
): readonly FieldFault[] {
  const wrong = recordFaults(kind, values, before, caseContext, lookups);
  const found = faultsOfEdit(wrong, set, before === null);
  const amends = kind.appendOnly && before !== null && Object.keys(set).length > 0;
  const detail = amends || AMEND_REASON in set ? reasonFault(text(set, AMEND_REASON)) : undefined;
  return detail ? [...found, { fields: [AMEND_REASON], detail }] : found;
}

/** What is asked once before it is saved, and refused by nobody. */
export const formQuestions = (
  kind: RecordKind,
  { values, set }: FormResult,
  before: FieldValues | null,
  caseContext: CaseContext,
  today: string,
): readonly FieldFault[] =>
  ruleFaults(kind, { ...values, ...set }, before, caseContext, today, true).filter(({ fields }) =>
    fields.some((name) => name in set),
  );

/** What is wrong with what a form would send: an edit answers only for the fields it sets. */
export function faultsOfEdit(
  faults: readonly FieldFault[],
  set: FieldValues,
  creating: boolean,
): readonly FieldFault[] {
  return creating ? faults : faults.filter((fault) => fault.fields.some((name) => name in set));
}

/** Nobody means the space after a word; an emptied text is not given. */
function tidy(value: Json): Json {
  if (typeof value !== 'string') return Array.isArray(value) && value.length === 0 ? null : value;
  return isBlank(value) ? null : value.trim();
}

/** What is wrong at the first of its fields that is shown, the most telling first. */
export function faultsByField(found: readonly FieldFault[], shown: ReadonlySet<string>): ReadonlyMap<string, string> {
  const by = new Map<string, string>();
  for (const { fields, detail } of found) {
    const place = fields.find((name) => shown.has(name)) ?? fields[0] ?? '';
    if (!by.has(place)) by.set(place, detail);
  }
  return by;
}
