/** Which figures differ from what the records said, and why, as `monitored.py` and `counted_quality.py` of
 * `api/records/coaching` have it. Pure. */
import type { FieldValues } from '../core/types';
import type { FieldFault } from '../fields/field_spec';
import { isGiven, text } from '../fields/field_values';
import { rowsOf } from '../fields/rows';
import { faultOf } from './year_faults';

/** `counted`: those that are never given but as the records said, or with a reason. */
export function movedFigures(fields: FieldValues, counted: readonly string[] = []): readonly string[] {
  const told = (fields['prefilled'] ?? {}) as FieldValues;
  const names = [...new Set([...Object.keys(told), ...counted])];
  return names.filter((name) => (fields[name] ?? null) !== (told[name] ?? null));
}

/** Those without a reason; an older app gave one for all. */
export function unsaidFigures(fields: FieldValues, counted: readonly string[] = []): readonly string[] {
  if (isGiven(fields, 'changed_because')) return [];
  const said = new Set(rowsOf(fields['figure_reasons']).map((row) => text(row, 'figure')));
  return movedFigures(fields, counted).filter((name) => !said.has(name));
}

/** Reasons of figures that are as the records said again go. */
export function keptReasons(fields: FieldValues, counted: readonly string[] = []): FieldValues {
  if (!isGiven(fields, 'figure_reasons')) return {};
  const moved = new Set(movedFigures(fields, counted));
  const kept = rowsOf(fields['figure_reasons']).filter((row) => moved.has(text(row, 'figure')));
  return { figure_reasons: kept.length ? kept : null };
}

/** Those that need a reason and have none, at each of them too: an edit answers for what it sets. */
export function reasonFaults(fields: FieldValues, counted: readonly string[] = []): readonly FieldFault[] {
  const unsaid = unsaidFigures(fields, counted);
  return unsaid.length ? [faultOf('figure_reason_needed', 'figure_reasons', ...unsaid)] : [];
}
