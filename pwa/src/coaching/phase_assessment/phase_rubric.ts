// At which of the five phases a unit stands, and what holds it back: `api/policies/assess_phase.py` in TypeScript; both
// read `tests/vectors/phases.json`. A criterion gives its weight in quarters, so nothing is rounded.
import type { Json } from '../../core/types';

export type RubricPhase = { readonly key: string; readonly least: number };

export type PhaseCriterion = {
  readonly key: string;
  readonly aspect: string;
  readonly weight: number;
  readonly evidence: string;
  /** Its evidence is how many out of how many, and its steps are percentages. */
  readonly share?: boolean;
  readonly steps: readonly number[];
};

export type PhaseGate = {
  readonly key: string;
  readonly phase: string;
  readonly evidence: string;
  readonly least?: number;
  readonly most?: number;
};

export type PhaseRubric = {
  readonly version: string;
  readonly phases: readonly RubricPhase[];
  readonly criteria: readonly PhaseCriterion[];
  readonly gates: readonly PhaseGate[];
};

/** Four quarters are a point. `missing`: there was no evidence, or none that can be read. */
export type CriterionScore = { readonly key: string; readonly quarters: number; readonly missing: boolean };

/** `by_points`: by the quarters alone; `phase`: as far as the gates let it; `missing`: evidence that is asked for. */
export type PhaseResult = {
  readonly version: string;
  readonly scores: readonly CriterionScore[];
  readonly quarters: number;
  readonly by_points: string;
  readonly phase: string;
  readonly held_by: readonly string[];
  readonly missing: readonly string[];
};

type ReadEvidence = { readonly found: number; readonly of: number };

/** `evidence`: by name, a whole number, a yes, or for a share how many out of how many. */
export function assessPhase(rubric: PhaseRubric, evidence: { readonly [name: string]: Json }): PhaseResult {
  const shares = new Map(rubric.criteria.map((one) => [one.evidence, one.share === true]));
  for (const one of rubric.gates) shares.set(one.evidence, false);
  const read = new Map([...shares].map(([name, share]) => [name, readEvidence(evidence[name] ?? null, share)]));
  const scores = rubric.criteria.map((one) => scoreOf(one, read.get(one.evidence)));
  const quarters = scores.reduce((total, one) => total + one.quarters, 0);
  const order = rubric.phases.map(({ key }) => key);
  const reached = rubric.phases.filter(({ least }) => quarters >= 4 * least).length - 1;
  const shut = rubric.gates.filter((one) => order.indexOf(one.phase) <= reached && !opens(one, read.get(one.evidence)));
  const let_in = Math.min(reached, ...shut.map((one) => order.indexOf(one.phase) - 1));
  return {
    version: rubric.version,
    scores,
    quarters,
    by_points: order[reached] ?? '',
    phase: order[Math.max(let_in, 0)] ?? '',
    held_by: shut.map(({ key }) => key),
    missing: [...read].filter(([, one]) => one === undefined).map(([name]) => name),
  };
}

function scoreOf({ key, weight, share, steps }: PhaseCriterion, read: ReadEvidence | undefined): CriterionScore {
  if (read === undefined) return { key, quarters: 0, missing: true };
  const scale = share ? 100 : 1;
  const reached = steps.filter((step) => read.found * scale >= step * read.of).length;
  return { key, quarters: weight * reached, missing: false };
}

function opens({ least, most = 0 }: PhaseGate, read: ReadEvidence | undefined): boolean {
  if (read === undefined) return false;
  return least === undefined ? read.found <= most : read.found >= least;
}

/** Nothing where it is no whole number from 0 on, or a share out of nobody. */
function readEvidence(said: Json, share: boolean): ReadEvidence | undefined {
  if (!share) {
    const found = wholeNumber(said);
    return found === undefined ? undefined : { found, of: 1 };
  }
  if (!Array.isArray(said) || said.length !== 2) return undefined;
  const [found, of] = said.map((one) => wholeNumber(one));
  return found === undefined || !of ? undefined : { found, of };
}

function wholeNumber(said: Json): number | undefined {
  if (typeof said === 'boolean') return Number(said);
  return typeof said === 'number' && Number.isInteger(said) && said >= 0 ? said : undefined;
}
