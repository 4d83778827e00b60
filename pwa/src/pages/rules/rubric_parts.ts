/** The criteria of a rubric under their aspects, each with its place in the rubric. Pure. */
import type { PhaseCriterion } from '../../coaching/phase_assessment/phase_rubric';

type Placed = readonly [at: number, criterion: PhaseCriterion];

const ASPECTS = ['input', 'process', 'output'] as const;

export function byAspectOf(
  criteria: readonly PhaseCriterion[],
): readonly (readonly [aspect: (typeof ASPECTS)[number], criteria: readonly Placed[]])[] {
  const placed = criteria.map((one, at) => [at, one] as const);
  return ASPECTS.map((aspect) => [aspect, placed.filter(([, one]) => one.aspect === aspect)] as const);
}
