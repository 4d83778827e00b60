/** How a step of a visit stands, in one line. Pure. */
import { day, list, number, within } from '../../words/format';
import type { VisitStep } from './visit_steps';
import { w } from './words';

export function stepState(step: VisitStep, today: string): string {
  const lacks = step.lacks.map((one) => w.visit.lacks[one](step.from ? day(step.from, today) : ''));
  if (step.begun) return w.visit.begunLine;
  if (step.state === 'done' && step.records.length > 1) return w.visit.doneMany(number(step.records.length));
  if (step.state === 'done') return w.visit.done;
  return lacks.length ? list(lacks.map((one, at) => (at ? within(one) : one))) : w.visit.open;
}
