/**
 * What is to be done next in a case, out of what its kinds declare: records and a day in, tasks out, the gravest first.
 *
 * `api/records/tasks.py` is the same in Python; both read `tests/vectors/tasks.json`. Pure, no words.
 */
import type { FieldValues, RecordView } from '../core/types';
import { many, text } from '../fields/field_values';
import { type DeclaredKind, declaredKinds } from '../forms/declared_kinds';
import { dayPlus, holds, newestAct, type RuleInput, withdrawnOn } from '../forms/declared_rules';
import type { DeclaredTask, TaskAnswer, TaskCondition, TaskDay } from '../forms/declared_tasks';
import { dayWritten, type UnitDay } from './record_order';

/** What of a kind's declaration is looked at. */
export type TaskKinds = {
  readonly [kind: string]: Pick<DeclaredKind, 'day' | 'contact' | 'missed' | 'opens_case' | 'tasks'> | undefined;
};

export type TaskRecord = Pick<RecordView, 'id' | 'kind' | 'fields' | 'at'> & Partial<Pick<RecordView, 'state'>>;

export interface DueTask {
  readonly task: DeclaredTask;
  readonly record: TaskRecord;
  /** The day it stands under; null: as soon as it fits. */
  readonly on: string | null;
  /** The day it fell due, where one is known. */
  readonly since: string | null;
}

interface PlacedRecord extends TaskRecord {
  /** The day it is about, as its kind declares; where none is given, the day it was written down. */
  readonly day: string;
}

/** Records of one case on one day. */
interface TaskCase {
  readonly kinds: TaskKinds;
  /** The newest first, so that what has long been done is soon found. */
  readonly newest: readonly PlacedRecord[];
  readonly by_kind: { readonly [kind: string]: readonly FieldValues[] };
  readonly head: FieldValues;
  readonly today: string;
}

const RANKS = ['danger', 'first', 'due', 'idle'];
const CONTACT = ['contact'];
const AGENT = ['agent'] as const;

/**
 * All that is asked of these roles in the case of these records, the one that opened it among them, none that
 * was taken back; of one record the same once, the first.
 */
export function tasksOf(
  records: readonly TaskRecord[],
  here: UnitDay,
  kinds: TaskKinds = declaredKinds,
  roles: readonly string[] = AGENT,
): readonly DueTask[] {
  const one = caseFrom(records, here, kinds);
  const all = one.newest
    .toReversed()
    .flatMap((record) => asked(one, record))
    .filter(({ task }) => roles.includes(task.asked_of ?? AGENT[0]));
  const every = all.filter(({ task }) => !all.some((other) => task.yields_to?.includes(other.task.code)));
  const several = every.filter(({ task }) => task.rank !== 'idle');
  const once = new Map<string, DueTask>();
  for (const due of (several.length ? several : every).toSorted(order)) {
    const name = `${due.record.id} ${due.task.code}`;
    if (!once.has(name)) once.set(name, due);
  }
  return [...once.values()];
}

/** By the days they are about, then by when they were written. */
const isLater = (one: PlacedRecord, other: PlacedRecord): boolean =>
  one.day === other.day ? one.id > other.id : one.day > other.day;

function caseFrom(records: readonly TaskRecord[], { today, timezone }: UnitDay, kinds: TaskKinds): TaskCase {
  const by_kind: { [kind: string]: FieldValues[] } = {};
  for (const { kind, fields } of records.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    by_kind[kind] = [...(by_kind[kind] ?? []), fields];
  }
  return {
    kinds,
    newest: records
      .map((record) => ({
        ...record,
        day: text(record.fields, kinds[record.kind]?.day ?? '') || dayWritten(record, timezone),
      }))
      .sort((one, other) => (isLater(one, other) ? -1 : 1)),
    by_kind,
    head: records.find(({ kind }) => kinds[kind]?.opens_case)?.fields ?? {},
    today,
  };
}

/** The gravest first, then by days; of one day what is asked for every day first, then as the records stand. */
function order(one: DueTask, other: DueTask): number {
  const places = [one, other].map(({ task, on }) => [
    RANKS.indexOf(task.rank ?? 'due'),
    on === null ? 1 : 0,
    on ?? '',
    task.due?.today ? 0 : 1,
  ]);
  const [mine = [], theirs = []] = places;
  for (const [at, part] of mine.entries()) {
    const against = theirs[at] ?? part;
    if (part !== against) return part < against ? -1 : 1;
  }
  return 0;
}

const asked = (one: TaskCase, record: PlacedRecord): DueTask[] =>
  (one.kinds[record.kind]?.tasks ?? []).flatMap((task) => (isAsked(one, task) ? found(one, task, record) : []));

/** A closed case asks for nothing, nor what she withholds; a danger whatever else holds. */
function isAsked({ head, by_kind }: TaskCase, { rank, layers = CONTACT, after_close }: DeclaredTask): boolean {
  if (rank === 'danger') return true;
  if (head['status'] === 'closed' && !after_close) return false;
  return layers.every((layer) => withdrawnOn(by_kind['consent'] ?? [], layer) === undefined);
}

/** The task, where this record asks for it today. */
function found(one: TaskCase, task: DeclaredTask, record: PlacedRecord): DueTask[] {
  if (!fits(one, task.when, record)) return [];
  const due = task.due ?? {};
  const day = dueDay(one, due, record);
  if ((day === null && due.day && !due.today) || !isTime(due, day, one.today)) return [];
  const ends = task.ends ?? [];
  if (one.newest.some((other) => ends.some((answer) => meets(one, answer, other, record, day)))) return [];
  return [{ task, record, on: due.today ? one.today : day, since: day }];
}

/** Whether this other record is such an answer to that one. */
function meets(
  one: TaskCase,
  answer: TaskAnswer,
  other: PlacedRecord,
  record: PlacedRecord,
  due: string | null,
): boolean {
  if (answer.kind && answer.kind !== other.kind) return false;
  const { contact, missed } = one.kinds[other.kind] ?? {};
  if (answer.contact && !contact) return false;
  if (answer.met && missed && fits(one, [missed], other)) return false;
  if (other.id === record.id || (answer.names && other.fields[answer.names] !== record.id)) return false;
  if (answer.since && other.day < (answer.since === 'due' ? (due ?? '') : record.day)) return false;
  if (answer.later && !isLater(other, record)) return false;
  return fits(one, answer.when, other);
}

function fits(one: TaskCase, conditions: readonly TaskCondition[] | undefined, { fields }: TaskRecord): boolean {
  if (!conditions) return true;
  const reading: RuleInput = { after: fields, before: null, head: one.head, case: one.by_kind, today: one.today };
  return conditions.every((where) => ('agrees' in where ? agrees(one, where, fields) : holds(where, reading)));
}

function agrees(
  { by_kind }: TaskCase,
  where: Extract<TaskCondition, { agrees: string }>,
  fields: FieldValues,
): boolean {
  const act = newestAct(by_kind['consent'] ?? [], where.agrees);
  const named = act ? many(act, 'partners') : [];
  const given = act !== undefined && act['act'] !== 'withdrawn';
  const there = !where.partner || named.length === 0 || named.includes(text(fields, where.partner));
  return (given && there) !== (where.but ?? false);
}

/** By the calendar; null where nothing says so. */
function dueDay(one: TaskCase, due: TaskDay, record: PlacedRecord): string | null {
  const days = due.by ? due.table?.[text(due.of_head ? one.head : record.fields, due.by)] : 0;
  const first = text(record.fields, due.day ?? '');
  if (!first || days === undefined) return null;
  const again = one.newest.filter((other) => due.again?.some((answer) => meets(one, answer, other, record, null)));
  const start = [first, ...again.map(({ day }) => day)].sort().at(-1) ?? '';
  if (Number.isNaN(Date.parse(`${start}T00:00:00Z`))) return null;
  return due.working ? workingDayPlus(start, days + (due.plus ?? 0)) : dayPlus(start, days + (due.plus ?? 0));
}

/** It is asked for already, and still. */
const isTime = ({ within, waits }: TaskDay, day: string | null, today: string): boolean =>
  day === null || !((within !== undefined && dayPlus(day, within) < today) || (waits && day > today));

/** So many working days on: none is a Saturday or a Sunday. */
function workingDayPlus(day: string, days: number): string {
  let at = day;
  for (let left = days; left > 0; left -= 1) {
    do at = dayPlus(at, 1);
    while ([0, 6].includes(new Date(`${at}T00:00:00Z`).getUTCDay()));
  }
  return at;
}
