/** What the rubric comes to for an assessment, by the papers that lie here. Pure. */
import type { FieldValues, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import { phaseEvidence } from '../phase_evidence';
import { rubricCalled } from './known_rubrics';
import { assessPhase, type CriterionScore, type PhaseResult } from './phase_rubric';

type Told = Pick<Lookups, 'rubrics'>;

export const monitoringOf = (fields: FieldValues, records: readonly RecordView[]): FieldValues | undefined =>
  records.find((one) => one.kind === 'monitoring' && one.id === fields['monitoring'])?.fields;

/** Undefined without evidence, or by a rubric that has not come to this phone. */
export function computedPhase(
  fields: FieldValues,
  records: readonly RecordView[],
  lookups: Told,
): PhaseResult | undefined {
  const monitoring = monitoringOf(fields, records);
  const rubric = rubricCalled(fields['rubric_version'], lookups);
  if (!monitoring || !rubric) return undefined;
  if (assessPhase(rubric, phaseEvidence(monitoring, {}, [])).scores.every(({ missing }) => missing)) return undefined;
  const of = (kind: string): readonly FieldValues[] =>
    records.filter((one) => one.kind === kind).map((one) => one.fields);
  const year = of('unit_year').find((one) => one['year'] === monitoring['year']) ?? {};
  return assessPhase(rubric, phaseEvidence(monitoring, year, of('assistance')));
}

/** As the server kept it; until it has answered, as it is worked out here. */
export function keptPhase(fields: FieldValues, records: readonly RecordView[], lookups: Told): PhaseResult | undefined {
  const { scores, total, held_by } = fields;
  if (!Array.isArray(scores) || typeof total !== 'number') return computedPhase(fields, records, lookups);
  const phase = text(fields, 'phase_computed');
  return {
    version: text(fields, 'rubric_version'),
    scores: scores as unknown as readonly CriterionScore[],
    quarters: total,
    by_points: phase,
    phase,
    held_by: (held_by ?? []) as readonly string[],
    missing: [],
  };
}

export interface ScoredCriterion extends CriterionScore {
  /** Undefined by a rubric that has not come to this phone. */
  readonly weight: number | undefined;
}

export type PhaseAspect = 'input' | 'process' | 'output';

/** The criteria under their aspects, in the rubric's order. */
export function byAspect(
  { version, scores }: PhaseResult,
  lookups: Told,
): readonly (readonly [PhaseAspect, ScoredCriterion[]])[] {
  const known = new Map(rubricCalled(version, lookups)?.criteria.map((one) => [one.key, one]));
  const told = scores.map((one) => ({ ...one, weight: known.get(one.key)?.weight }));
  const aspects = ['input', 'process', 'output'] as const;
  return aspects.map((aspect) => [aspect, told.filter(({ key }) => (known.get(key)?.aspect ?? 'output') === aspect)]);
}
