/** A month as a calendar has it: whole weeks from Monday on, and what is planned on each day. Pure. */
import { addDays, addMonths } from '../../words/format';

export type MonthWeek = readonly string[];

const WEEK = 7;

/** Monday is 0. */
const weekdayOf = (day: string): number => (new Date(`${day}T12:00:00Z`).getUTCDay() + WEEK - 1) % WEEK;

export const firstOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** Monday to Sunday of any day of it. */
export const weekOf = (day: string): MonthWeek =>
  Array.from({ length: WEEK }, (_, place) => addDays(day, place - weekdayOf(day)));

const ARROWS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WEEK, ArrowDown: WEEK };

/** The day that a key leads to in a table of weeks; none for any other key. */
export function steppedBy(key: string, day: string): string | undefined {
  if (key === 'Home') return weekOf(day)[0];
  if (key === 'End') return weekOf(day).at(-1);
  const days = ARROWS[key];
  return days === undefined ? undefined : addDays(day, days);
}

/** `month`: any day of it. Days of its neighbours fill the first and the last week. */
export function weeksOf(month: string): readonly MonthWeek[] {
  const first = firstOf(month);
  const next = addMonths(first, 1);
  const weeks: MonthWeek[] = [];
  for (let week = weekOf(first); (week[0] ?? next) < next; week = weekOf(addDays(week[0] ?? next, WEEK)))
    weeks.push(week);
  return weeks;
}

export const isOf = (month: string, day: string): boolean => day.slice(0, 7) === month.slice(0, 7);

/** {day: what is planned on it}, in the order in which it was given. */
export function byDay<T extends { readonly on: string }>(tasks: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const days = new Map<string, T[]>();
  for (const task of tasks) days.set(task.on, [...(days.get(task.on) ?? []), task]);
  return days;
}
