/** What differs between two rubrics of phases, part by part. Pure, no words. */
import type { PhaseCriterion, PhaseGate, PhaseRubric } from '../../coaching/phase_assessment/phase_rubric';

export interface RubricChange {
  /** `phase`: from how many points on; `gate`: its bound. */
  readonly sort: 'phase' | 'weight' | 'steps' | 'gate';
  readonly key: string;
  /** Undefined: it was not there, or is no more. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Parts = Pick<PhaseRubric, 'phases' | 'criteria' | 'gates'>;
type Told = ReadonlyMap<string, string>;

const STEPS = ' · ';

const told = <T extends { readonly key: string }>(several: readonly T[], say: (one: T) => string): Told =>
  new Map(several.map((one) => [one.key, say(one)]));

/** Where its evidence is another, the steps are of other things too. */
const stepsSaid = ({ steps, evidence, share }: PhaseCriterion): string =>
  `${steps.map((step) => (share ? `${step}%` : step)).join(STEPS)}\n${evidence}`;

const boundSaid = ({ phase, least, most, evidence }: PhaseGate): string =>
  `${phase}: ${least === undefined ? `≤ ${most}` : `≥ ${least}`}\n${evidence}`;

/** The evidence is compared and not shown: its criterion has a name. */
const shown = (said: string | undefined): string | undefined => said?.split('\n')[0];

function differing(sort: RubricChange['sort'], before: Told, after: Told): readonly RubricChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => ({ sort, key, before: shown(before.get(key)), after: shown(after.get(key)) }));
}

/** In the order of the rubric; a criterion that came or went is told by its weight alone. */
export function rubricChanges(before: Parts, after: Parts): readonly RubricChange[] {
  const weights = differing(
    'weight',
    told(before.criteria, ({ weight }) => String(weight)),
    told(after.criteria, ({ weight }) => String(weight)),
  );
  const steps = differing('steps', told(before.criteria, stepsSaid), told(after.criteria, stepsSaid));
  return [
    ...differing(
      'phase',
      told(before.phases, ({ least }) => String(least)),
      told(after.phases, ({ least }) => String(least)),
    ),
    ...weights,
    ...steps.filter((one) => one.before !== undefined && one.after !== undefined),
    ...differing('gate', told(before.gates, boundSaid), told(after.gates, boundSaid)),
  ];
}
