/** What a new monitoring, and a note of a visit, begin with: what the unit's papers and its records say. Pure. */
import type { FieldValues, Json, RecordView } from '../core/types';
import { text } from '../fields/field_values';
import { list } from '../words/format';
import { trainedBy } from './trained_agents';

export const papersOf =
  (records: readonly RecordView[]) =>
  (kind: string): readonly FieldValues[] =>
    records.filter((one) => one.kind === kind).map(({ fields }) => fields);

/** What the unit's own papers know already: how many are trained today, and how often an officer came that year. */
export const paperFigures = (records: readonly RecordView[], year: number, today: string): FieldValues => ({
  agents_trained: trainedBy(records, today),
  coach_visits: papersOf(records)('assistance').filter((one) => text(one, 'on').startsWith(String(year))).length,
});

/** What moves in a form where the records say this: what she wrote or emptied herself stays, and asks for its reason. */
export function filledFigures(values: FieldValues, known: FieldValues): FieldValues {
  const before = (values['prefilled'] ?? {}) as FieldValues;
  const untouched = (name: string): boolean => (values[name] ?? null) === (before[name] ?? null);
  const names = [...new Set([...Object.keys(before), ...Object.keys(known)])].filter(untouched);
  const moved = names.map((name): [string, Json] => [name, known[name] ?? null]);
  return { ...Object.fromEntries(moved.filter(([name, value]) => value !== (values[name] ?? null))), prefilled: known };
}

/** `2026-Q1` and so on, as they are read: `triwulan 1, 2, dan 3`. */
export const quartersOf = (spans: readonly string[]): string => list(spans.map((span) => span.slice(-1)));
