/** What differs between two rubrics, in words. */
import { words as rubric } from '../../coaching/phase_assessment/words.id';
import { phases } from '../../coaching/shared_words.id';
import type { RubricChange } from './rubric_changes';
import { words as w } from './words.id';

export const phaseName = (phase: string): string => phases[phase as 'prima'] ?? phase;
export const criterionName = (key: string): string => rubric.criteria[key] ?? key;
export const gateName = (key: string): string => w.gateNames[key] ?? key;

const NAMES: { readonly [sort in RubricChange['sort']]: (key: string) => string } = {
  phase: (key) => w.phaseChange(phaseName(key)),
  weight: (key) => w.weightChange(criterionName(key)),
  steps: (key) => w.stepsChange(criterionName(key)),
  gate: (key) => w.gateChange(gateName(key)),
};

export function changeSaid({ sort, key, before, after }: RubricChange): string {
  const name = NAMES[sort](key);
  if (after === undefined) return w.removed(name);
  return before === undefined ? w.added(name, after) : w.change(name, before, after);
}
