/** The steps of the whole caseload by their days: what was missed, today, this week, later. Pure. */
import type { Lookups } from '../../fields/field_spec';
import type { AskingFeed } from '../../records/caseload';
import { type NextStep, stepsOf } from '../../records/next_steps';
import { addDays } from '../../words/format';

export interface DueTask extends NextStep {
  /** The case it is about, or the unit in whose papers it stands. */
  readonly client: string;
  readonly alias: string;
  readonly on: string;
}

export interface DueTasks {
  /** Danger, before everything else, whatever its day. */
  readonly danger: readonly DueTask[];
  readonly late: readonly DueTask[];
  readonly today: readonly DueTask[];
  /** The six days that follow. */
  readonly week: readonly DueTask[];
  readonly later: readonly DueTask[];
}

const WEEK = 6;

/** By their days, whatever they are. */
export const allTasksOf = (cases: readonly AskingFeed[], lookups: Lookups): readonly DueTask[] =>
  cases
    .flatMap((one) => stepsOf(one, lookups).flatMap((step) => taskOf(one, step)))
    .sort((one, other) => one.on.localeCompare(other.on) || one.alias.localeCompare(other.alias, 'id'));

export function tasksOf(cases: readonly AskingFeed[], lookups: Lookups): DueTasks {
  const all = allTasksOf(cases, lookups);
  const calm = all.filter((task) => !task.danger);
  const end = addDays(lookups.today, WEEK);
  return {
    danger: all.filter((task) => task.danger),
    late: calm.filter((task) => task.on < lookups.today),
    today: calm.filter((task) => task.on === lookups.today),
    week: calm.filter((task) => task.on > lookups.today && task.on <= end),
    later: calm.filter((task) => task.on > end),
  };
}

function taskOf(one: AskingFeed, step: NextStep): DueTask[] {
  return step.on === null ? [] : [{ ...step, on: step.on, client: one.id, alias: one.alias }];
}
