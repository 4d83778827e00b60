/** What the rubric comes to for an assessment, by the papers that lie here. Pure. */
import rubric from '@policies/phase_rubric-2027-draft-2.json';
import type { FieldValues, RecordView } from '../../core/types';
import { text } from '../../fields/field_values';
import { assessPhase, type CriterionScore, type PhaseResult } from '../../instruments/phase_rubric';
import { phaseEvidence } from '../phase_evidence';

/** By which a new one is judged. */
export const RUBRIC_VERSION = rubric.version;

export const PHASES: readonly string[] = rubric.phases.map(({ key }) => key);

export const monitoringOf = (fields: FieldValues, records: readonly RecordView[]): FieldValues | undefined =>
  records.find((one) => one.kind === 'monitoring' && one.id === fields['monitoring'])?.fields;

/** Undefined without evidence, or by a rubric of which this app does not know. */
export function computedPhase(fields: FieldValues, records: readonly RecordView[]): PhaseResult | undefined {
  const monitoring = monitoringOf(fields, records);
  if (!monitoring || fields['rubric_version'] !== RUBRIC_VERSION) return undefined;
  if (assessPhase(rubric, phaseEvidence(monitoring, {}, [])).scores.every(({ missing }) => missing)) return undefined;
  const of = (kind: string): readonly FieldValues[] =>
    records.filter((one) => one.kind === kind).map((one) => one.fields);
  const year = of('unit_year').find((one) => one['year'] === monitoring['year']) ?? {};
  return assessPhase(rubric, phaseEvidence(monitoring, year, of('assistance')));
}

/** As the server kept it; until it has answered, as it is worked out here. */
export function keptPhase(fields: FieldValues, records: readonly RecordView[]): PhaseResult | undefined {
  const { scores, total, held_by } = fields;
  if (!Array.isArray(scores) || typeof total !== 'number') return computedPhase(fields, records);
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
  /** Undefined by a rubric of which this app does not know. */
  readonly weight: number | undefined;
}

export type PhaseAspect = 'input' | 'process' | 'output';

/** The criteria under their aspects, in the rubric's order. */
export function byAspect({ version, scores }: PhaseResult): readonly (readonly [PhaseAspect, ScoredCriterion[]])[] {
  const known = new Map(version === RUBRIC_VERSION ? rubric.criteria.map((one) => [one.key, one]) : []);
  const told = scores.map((one) => ({ ...one, weight: known.get(one.key)?.weight }));
  const aspects = ['input', 'process', 'output'] as const;
  return aspects.map((aspect) => [aspect, told.filter(({ key }) => (known.get(key)?.aspect ?? 'output') === aspect)]);
}
