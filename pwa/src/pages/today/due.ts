/** What is due, and when: plans made at meetings, and what each kind says of itself. Pure. */
import type { Shown } from '../../core/types';
import { kindOf } from '../../records';
import type { Case } from '../../records/caseload';
import { text } from '../../records/field_values';
import type { About } from '../../records/kind';
import { words } from '../../words';
import { addDays } from '../../words/format';

export interface Task {
  readonly client: string;
  readonly alias: string;
  readonly record: string;
  readonly on: string;
  readonly what: string;
}

export interface Tasks {
  readonly late: readonly Task[];
  readonly today: readonly Task[];
  /** The six days that follow. */
  readonly week: readonly Task[];
  readonly later: readonly Task[];
}

const WEEK = 6;

export function tasksOf(cases: readonly Case[], about: About): Tasks {
  const all = cases
    .filter((one) => one.open)
    .flatMap((one) => dueIn(one, about))
    .sort((one, other) => one.on.localeCompare(other.on) || one.alias.localeCompare(other.alias, 'id'));
  const end = addDays(about.today, WEEK);
  return {
    late: all.filter((task) => task.on < about.today),
    today: all.filter((task) => task.on === about.today),
    week: all.filter((task) => task.on > about.today && task.on <= end),
    later: all.filter((task) => task.on > end),
  };
}

/** The next thing to do for one client. */
export const nextOf = (one: Case, about: About): Task | undefined =>
  one.open ? dueIn(one, about).sort((first, second) => first.on.localeCompare(second.on))[0] : undefined;

function dueIn(one: Case, about: About): Task[] {
  const task = (record: Shown, on: string, what: string): Task => ({
    client: one.id,
    alias: one.alias,
    record: record.id,
    on,
    what,
  });
  const said = one.records.flatMap((record) => {
    const due = kindOf(record.kind)?.due?.(record, about);
    return due ? [task(record, due.on, due.what)] : [];
  });
  return [...plansOf(one.records).map((plan) => task(plan, text(plan.fields, 'next_on'), words.due.meeting)), ...said];
}

/** Plans that still stand: nobody met her on that day or after it, and no later meeting planned anew. */
export function plansOf(records: readonly Shown[]): readonly Shown[] {
  const meetings = records.filter((record) => kindOf(record.kind)?.contact);
  return meetings.filter((plan) => {
    const next = text(plan.fields, 'next_on');
    return next !== '' && !meetings.some((other) => other !== plan && ends(other, plan, next));
  });
}

function ends(other: Shown, plan: Shown, next: string): boolean {
  if (text(other.fields, 'on') >= next) return true;
  return text(other.fields, 'next_on') !== '' && isLater(other, plan);
}

/** By the day of the meeting, then by the order in which they were written down. */
function isLater(other: Shown, plan: Shown): boolean {
  const [one, two] = [text(other.fields, 'on'), text(plan.fields, 'on')];
  return one === two ? other.id > plan.id : one > two;
}
