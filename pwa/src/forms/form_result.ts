/** What a form comes to: all values as they would stand, the part of them that moves, and what is wrong. Pure. */
import { same } from '../core/store/canonical_json';
import type { Fields, Json } from '../core/types';
import { given } from '../records/field_values';
import type { About, Fault, Kind } from '../records/kind';
import { asked, binding, shape } from '../records/shared_rules';
import { words } from '../words';

/** Why a fact is corrected; said anew at every correction. */
export const REASON = 'amended_because';

export interface Outcome {
  readonly values: Fields;
  readonly set: Fields;
}

/** `before`: the record as it stands, null for a new one. `reason`: why a fact is amended. */
export function outcomeOf(kind: Kind, composed: Fields, before: Fields | null, reason: string): Outcome {
  const silent = kind.fields.filter((spec) => spec.type !== 'kept' && !asked(spec, composed));
  const values: Fields = { ...composed, ...Object.fromEntries(silent.map((spec) => [spec.name, null])) };
  const moves = (name: string): boolean =>
    before === null ? given(values, name) : !same(tidy(values[name] ?? null), before[name] ?? null);
  const moved = Object.keys(values).filter((name) => name !== REASON && moves(name));
  const set = Object.fromEntries(moved.map((name) => [name, tidy(values[name] ?? null)]));
  return { values, set: reason && moved.length > 0 ? { ...set, [REASON]: reason.trim() } : set };
}

/** An edit answers only for what it sets; amending a fact without saying why is wrong too. */
export function faultsOf(kind: Kind, { values, set }: Outcome, before: Fields | null, about: About): readonly Fault[] {
  const wrong = [...shape(kind, values), ...kind.check(values, before, about)];
  const found = binding(wrong, set, before === null);
  const silent = kind.fact && before !== null && Object.keys(set).length > 0 && !(REASON in set);
  return silent ? [...found, { fields: [REASON], detail: words.faults.reason }] : found;
}

/** Nobody means the space after a word; an emptied text is not given. */
function tidy(value: Json): Json {
  if (typeof value !== 'string') return Array.isArray(value) && value.length === 0 ? null : value;
  return value.trim() || null;
}
