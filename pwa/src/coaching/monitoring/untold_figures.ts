/** Which figures of a monitoring are of too few people to be told, as `api/records/coaching/monitored.py` has it; both read
 * `tests/vectors/untold_figures.json`. Pure. */
import { figures } from '@policies/monitoring_figures-2027.json';
import type { FieldValues } from '../../core/types';
import { isGiven, whole } from '../../fields/field_values';

const LEAST = 5;
const SOURCES: readonly { readonly figure: string; readonly people?: boolean; readonly share_of?: string }[] = figures;

export function untoldFigures(fields: FieldValues): readonly string[] {
  const recorded = (fields['prefilled'] ?? {}) as FieldValues;
  const few = SOURCES.filter(({ figure, people }) => people && (whole(fields, figure) ?? LEAST) < LEAST);
  const shares = SOURCES.filter(({ figure, share_of: of }) => {
    if (!of || !isGiven(fields, figure)) return false;
    const base = whole(fields, of);
    return base === null ? fields[figure] !== recorded[figure] : base < LEAST;
  });
  return [...few, ...shares].map(({ figure }) => figure);
}
