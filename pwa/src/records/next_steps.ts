/**
 * What is to be done next about a client, in words: the tasks her records ask for (`tasks.ts`), the gravest first. The
 * client's page, the caseload and the list of the day all read this. Pure.
 */
import type { Id } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { declaredKinds } from '../forms/declared_kinds';
import type { DeclaredTask } from '../forms/declared_tasks';
import type { TaskWords } from '../forms/record_kind';
import { words } from '../words';
import { day, nearDay } from '../words/format';
import { kindOf, quickKind } from '.';
import { type AskingFeed, isCoachingFeed } from './caseload';
import { type DueTask, tasksOf } from './tasks';

export interface NextStep {
  readonly what: string;
  /** The day it falls due; null: as soon as it fits, and in no list of the day. */
  readonly on: string | null;
  /** A danger that nobody has handled yet. */
  readonly danger?: true;
  /** A visit that was planned. */
  readonly visit?: true;
  /** The record it comes from. */
  readonly record?: Id;
  /** The field of that record which holds the day, where it is an appointment that can be moved. */
  readonly moves?: string;
  /** What to write; left out: the record is opened. */
  readonly write?: { readonly kind: string; readonly record?: Id; readonly editedAlone?: string };
}

/** A task as the server tells it. */
export interface ToldTask {
  readonly kind: string;
  readonly code: string;
  readonly sentence: string;
  readonly since: string | null;
}

type Steps = readonly NextStep[];

const made = new WeakMap<AskingFeed, { readonly lookups: Lookups; readonly steps: Steps }>();

/** All of them, the first one first. */
export function stepsOf(one: AskingFeed, lookups: Lookups): Steps {
  const known = made.get(one);
  if (known?.lookups === lookups) return known.steps;
  const steps = stepsFor(one, lookups, isCoachingFeed(one.id) ? ['coordinator'] : undefined);
  made.set(one, { lookups, steps });
  return steps;
}

/** Those that are asked of these roles; of an agent, where none is named. */
export const stepsFor = (one: AskingFeed, lookups: Lookups, roles?: readonly string[]): Steps =>
  tasksOf([...(one.head ? [one.head] : []), ...one.records], lookups, declaredKinds, roles).map((due) =>
    stepOf(due, lookups.today),
  );

/** The first of them; undefined for a case in which nothing is to be done. */
export const nextStep = (one: AskingFeed, lookups: Lookups): NextStep | undefined => stepsOf(one, lookups)[0];

/** What it is and when, in one line: what was missed says so. */
export function stepLine(step: NextStep, today: string): string {
  if (step.on === null || step.danger) return step.what;
  if (step.on > today) return `${step.what}, ${nearDay(step.on, today)}`;
  if (step.on === today) return step.what;
  return step.visit ? words.steps.missed(day(step.on, today)) : words.steps.late(step.what, day(step.on, today));
}

/** A task that the server told, in its own words where this app has none. */
export function taskStep({ kind, code, since, sentence }: ToldTask, today: string): NextStep {
  const task = declaredKinds[kind]?.tasks?.find((one) => one.code === code);
  const what = said(wordsOf(kind, code) ?? sentence.replace(/\.$/, ''), since !== null && since < today);
  return { what, on: since, ...(task ? marksOf(task) : {}) };
}

export const taskLine = (told: ToldTask, today: string): string => stepLine(taskStep(told, today), today);

function stepOf({ task, record, on, since }: DueTask, today: string): NextStep {
  const { kind, id } = record;
  const what = wordsOf(kind, task.code) ?? words.record.foreign;
  const moves = task.due?.moves ? task.due.day : undefined;
  return {
    what: (kindOf(kind)?.said?.(record) && unsent(what)) || said(what, since !== null && since < today),
    on,
    record: id,
    ...marksOf(task),
    ...(moves ? { moves } : {}),
    ...(task.opens ? { write: { kind: task.opens } } : {}),
    ...(task.edits ? { write: { kind, record: id, editedAlone: task.edits } } : {}),
  };
}

const marksOf = ({ rank, due, opens }: DeclaredTask): Pick<NextStep, 'danger' | 'visit'> => ({
  ...(rank === 'danger' ? { danger: true } : {}),
  ...(due?.moves && opens === quickKind.kind ? { visit: true } : {}),
});

/** The kind's own words for it, or those of all kinds. */
function wordsOf(kind: string, code: string): TaskWords | undefined {
  const shared: { readonly [code: string]: TaskWords | undefined } = words.tasks;
  return kindOf(kind)?.words.tasks?.[code] ?? shared[code];
}

const unsent = (one: TaskWords): string | undefined => (typeof one === 'string' ? undefined : one.unsent);
const said = (one: TaskWords, late: boolean): string => (typeof one === 'string' ? one : late ? one.past : one.ahead);
