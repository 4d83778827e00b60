/** What is due, and when: plans made at meetings, and what each kind says of itself. Pure. */
import type { RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import { kindOf } from '../../records';
import type { ClientCase } from '../../records/caseload';
import { words } from '../../words';
import { addDays } from '../../words/format';

export interface DueTask {
  readonly client: string;
  readonly alias: string;
  readonly record: string;
  readonly on: string;
  readonly what: string;
}

export interface DueTasks {
  readonly late: readonly DueTask[];
  readonly today: readonly DueTask[];
  /** The six days that follow. */
  readonly week: readonly DueTask[];
  readonly later: readonly DueTask[];
}

const WEEK = 6;

export function tasksOf(cases: readonly ClientCase[], lookups: Lookups): DueTasks {
  const all = cases
    .filter((one) => one.open)
    .flatMap((one) => dueIn(one, lookups))
    .sort((one, other) => one.on.localeCompare(other.on) || one.alias.localeCompare(other.alias, 'id'));
  const end = addDays(lookups.today, WEEK);
  return {
    late: all.filter((task) => task.on < lookups.today),
    today: all.filter((task) => task.on === lookups.today),
    week: all.filter((task) => task.on > lookups.today && task.on <= end),
    later: all.filter((task) => task.on > end),
  };
}

/** The next thing to do for one client. */
export const nextOf = (one: ClientCase, lookups: Lookups): DueTask | undefined =>
  one.open ? dueIn(one, lookups).sort((first, second) => first.on.localeCompare(second.on))[0] : undefined;

function dueIn(one: ClientCase, lookups: Lookups): DueTask[] {
  const task = (record: RecordView, on: string, what: string): DueTask => ({
    client: one.id,
    alias: one.alias,
    record: record.id,
    on,
    what,
  });
  const said = one.records.flatMap((record) => {
    const due = kindOf(record.kind)?.due?.(record, lookups);
    return due ? [task(record, due.on, due.what)] : [];
  });
  return [...plansOf(one.records).map((plan) => task(plan, text(plan.fields, 'next_on'), words.due.meeting)), ...said];
}

/** Plans that still stand: nobody met her on that day or after it, and no later meeting planned anew. */
export function plansOf(records: readonly RecordView[]): readonly RecordView[] {
  const meetings = records.filter((record) => kindOf(record.kind)?.contact);
  return meetings.filter((plan) => {
    const next = text(plan.fields, 'next_on');
    return next !== '' && !meetings.some((other) => other !== plan && ends(other, plan, next));
  });
}

function ends(other: RecordView, plan: RecordView, next: string): boolean {
  if (text(other.fields, 'on') >= next) return true;
  return text(other.fields, 'next_on') !== '' && isLater(other, plan);
}

/** By the day of the meeting, then by the order in which they were written down. */
function isLater(other: RecordView, plan: RecordView): boolean {
  const [one, two] = [text(other.fields, 'on'), text(plan.fields, 'on')];
  return one === two ? other.id > plan.id : one > two;
}
