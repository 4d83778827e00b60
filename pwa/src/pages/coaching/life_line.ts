/** How far a unit has come in its life, and what is next, in words. Pure. */
import { LIFE_STEPS } from '../../coaching/unit_steps';
import { list, number, within } from '../../words/format';
import type { LifePath } from './life_path';
import { w } from './words';

/** What is next: by whoever looks, or by whom it is waited for. */
export function lifeTitle({ next, by, target }: LifePath): string {
  const step = next ? within(w.life.steps[next]) : '';
  return target ? w.life.next(step) : w.life.nextBy[by](step);
}

/** Which steps are taken. */
export function lifeLine({ taken, next }: LifePath): string {
  const done = list(taken.map((step) => within(w.life.steps[step])));
  const count = w.life.count(number(taken.length), number(LIFE_STEPS.length));
  return done && next ? `${count}: ${done}` : count;
}
