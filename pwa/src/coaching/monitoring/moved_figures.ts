/** Which figures of a monitoring differ from what the records said, and why, as `api/records/coaching/monitored.py` has it. Pure. */
import type { FieldValues } from '../../core/types';
import { isGiven, text } from '../../fields/field_values';
import { rowsOf } from '../../fields/rows';

export const movedFigures = (fields: FieldValues): readonly string[] =>
  Object.entries((fields['prefilled'] ?? {}) as FieldValues)
    .filter(([name, was]) => (fields[name] ?? null) !== was)
    .map(([name]) => name);

/** Those without a reason; an older app gave one for all. */
export function unsaidFigures(fields: FieldValues): readonly string[] {
  if (isGiven(fields, 'changed_because')) return [];
  const said = new Set(rowsOf(fields['figure_reasons']).map((row) => text(row, 'figure')));
  return movedFigures(fields).filter((name) => !said.has(name));
}

/** Reasons of figures that are as the records said again go. */
export function keptReasons(fields: FieldValues): FieldValues {
  if (!isGiven(fields, 'figure_reasons')) return {};
  const moved = new Set(movedFigures(fields));
  const kept = rowsOf(fields['figure_reasons']).filter((row) => moved.has(text(row, 'figure')));
  return { figure_reasons: kept.length ? kept : null };
}
