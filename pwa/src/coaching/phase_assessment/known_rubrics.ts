/** Rubrics of phases: the one that came with the app, and those that the nation's office published since. Pure. */
import builtIn from '@policies/phase_rubric-2027-draft-2.json';
import type { Lookups } from '../../fields/field_spec';
import type { PhaseRubric } from './phase_rubric';

export type YearRubric = PhaseRubric & { readonly year: number };

/** Their keys are the same in each. */
export const PHASES: readonly string[] = builtIn.phases.map(({ key }) => key);

type Told = Pick<Lookups, 'rubrics'>;

const knownRubrics = ({ rubrics = [] }: Told): readonly YearRubric[] => [
  builtIn,
  ...(rubrics as readonly YearRubric[]),
];

/** Undefined of a version that has not come to this phone. */
export const rubricCalled = (version: unknown, told: Told): YearRubric | undefined =>
  knownRubrics(told).find((one) => one.version === version);

/** The one that counts in this year, as the server has it (`of_year`): of the last year up to this one that has any the
 * newest; where all are for later years, that of the first of them. */
export function rubricOf(year: number, told: Told): YearRubric {
  const known = knownRubrics(told);
  const years = known.map((one) => one.year).sort((one, other) => one - other);
  const counting = years.filter((one) => one <= year).at(-1) ?? years[0];
  return known.filter((one) => one.year === counting).at(-1) ?? builtIn;
}
