/** What would bring a unit on: the criteria that could still give most, and the gates that are shut. Pure. */
import type { FieldValues } from '../../core/types';
import { whole } from '../../fields/field_values';
import { phaseEvidence, SAID_BY_PAPERS } from '../phase_evidence';
import { assessPhase, type PhaseRubric } from './phase_rubric';

export interface PhaseStep {
  readonly key: string;
  /** Quarters of a point that it could still give; of a gate none. */
  readonly gains: number;
  /** Of a gate: the phase that is not reached without it. */
  readonly phase?: string;
}

/** Gates first, then by what they give. Null without a monitoring. What no paper of a unit says is left out: an officer
 * can do nothing about it. */
export function nextSteps(
  monitoring: FieldValues | null,
  years: readonly FieldValues[],
  visits: readonly FieldValues[],
  today: string,
  rubric: PhaseRubric,
): readonly PhaseStep[] | null {
  if (!monitoring) return null;
  const year = years.find((one) => whole(one, 'year') === whole(monitoring, 'year')) ?? {};
  // For how long it has worked moves on by itself.
  const { 'number.months_operational': months = null } = phaseEvidence({ on: today }, year, []);
  const evidence = { ...phaseEvidence(monitoring, year, visits), 'number.months_operational': months };
  const { scores } = assessPhase(rubric, evidence);
  // With nothing asked of the points, all gates that are shut are told.
  const gates = assessPhase(
    { ...rubric, phases: rubric.phases.map((one) => ({ ...one, least: 0 })) },
    evidence,
  ).held_by;
  const shut = rubric.gates.filter(({ key, evidence: asked }) => gates.includes(key) && SAID_BY_PAPERS.has(asked));
  const open = rubric.criteria
    .filter(({ evidence: asked }) => SAID_BY_PAPERS.has(asked))
    .map(({ key, weight }) => ({ key, gains: 4 * weight - (scores.find((one) => one.key === key)?.quarters ?? 0) }))
    .filter(({ gains }) => gains > 0)
    .sort((one, other) => other.gains - one.gains);
  return [...shut.map(({ key, phase }) => ({ key, gains: 0, phase })), ...open];
}
