/** Two monitorings of a year side by side, what became of each figure told apart. Pure. */
import type { FieldValues } from '../../core/types';
import type { FieldSpec } from '../../fields/field_spec';
import { isGiven } from '../../fields/field_values';

/** `more`, `less`: by `by`, of a number; `other`: another word; `added`, `gone`: given at one of them alone. */
export type FigureChange = 'more' | 'less' | 'same' | 'other' | 'added' | 'gone';

export interface ComparedFigure {
  readonly name: string;
  readonly change: FigureChange;
  readonly by?: number;
}

const TYPES: readonly string[] = ['number', 'one', 'yes'];
const HEAD: readonly string[] = ['when', 'year', 'on'];

/** In the order of the form; what neither gives is left out. */
export const comparedFigures = (
  fields: readonly FieldSpec[],
  start: FieldValues,
  end: FieldValues,
): readonly ComparedFigure[] =>
  fields
    .filter(({ name, type }) => TYPES.includes(type) && !HEAD.includes(name))
    .filter(({ name }) => isGiven(start, name) || isGiven(end, name))
    .map(({ name }) => ({ name, ...changeOf(start, end, name) }));

function changeOf(start: FieldValues, end: FieldValues, name: string): Omit<ComparedFigure, 'name'> {
  if (!isGiven(start, name)) return { change: 'added' };
  if (!isGiven(end, name)) return { change: 'gone' };
  const [was, now] = [start[name], end[name]];
  if (was === now) return { change: 'same' };
  if (typeof was !== 'number' || typeof now !== 'number') return { change: 'other' };
  return { change: now > was ? 'more' : 'less', by: Math.abs(now - was) };
}
