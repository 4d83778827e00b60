/**
 * What happened in a month, in numbers, by the policy `report_definitions`: records in, counts out. Pure, no words.
 *
 * `api/records/month_counts.py` is the same in Python; both read `tests/vectors/months.json`.
 */
import definitions from '@policies/report_definitions-2027.json';
import type { FieldValues, Json } from '../../core/types';
import { isGiven, text } from '../../fields/field_values';
import { declaredKinds } from '../../forms/declared_kinds';
import { dayPlus, withdrawnOn } from '../../forms/declared_rules';
import { journeyPolicy } from '../../records/journey_policy';
import { type DatedRecord, dated, isBefore, stepUntil } from '../../records/journey_step';
import type { UnitDay } from '../../records/record_order';
import type { TaskKinds, TaskRecord } from '../../records/tasks';
import type { SheetLine } from './month_sheet';

interface ReportCondition {
  readonly field: string;
  readonly among?: readonly Json[];
}

interface CountedKind {
  readonly kind: string;
  readonly when?: readonly ReportCondition[];
}

interface ReportMeasure {
  readonly key: string;
  readonly kind?: string;
  readonly steps?: readonly string[];
  readonly day?: string;
  readonly when?: readonly ReportCondition[];
  readonly of_which?: readonly ReportCondition[];
  readonly any?: readonly CountedKind[];
  readonly met_in_days?: number;
  readonly last_days?: number;
  readonly first_in_days?: number;
  readonly ended_on?: string;
  readonly ended_in_days?: number;
  readonly by?: string;
  readonly sum?: string;
}

export interface ReportDefinitions {
  readonly version: string;
  readonly measures: readonly ReportMeasure[];
  /** The smallest number of people that is told outside the unit. */
  readonly least: number;
  readonly sheet: readonly SheetLine[];
}

/** Of how many different clients: the whole, each value (of a share `yes`), and what is none of these. */
export interface CountedPeople {
  readonly whole: number;
  readonly parts: { readonly [value: string]: number };
  readonly rest: number;
}

export interface CountedMeasure {
  readonly key: string;
  readonly count: number;
  /** Out of how many, where it is a share. */
  readonly of: number | null;
  /** For each value that occurs. */
  readonly by: { readonly [value: string]: number } | null;
  /** An older server does not say. */
  readonly people?: CountedPeople;
}

export interface MonthCounts {
  /** The last day that is counted. */
  readonly until: string;
  readonly clients: number;
  /** Clients who take no part in numbers. */
  readonly left_out: number;
  readonly steps: { readonly [step: string]: number };
  readonly measures: readonly CountedMeasure[];
}

export const reportDefinitions: ReportDefinitions = definitions;

/** Who took it back is left out of every number. */
const COUNTED = 'research';

/** One client's living records, or the unit's papers, by the days they are about. */
type CountedCase = readonly DatedRecord[];

interface StandingCase {
  readonly records: CountedCase;
  readonly step: string | undefined;
}

interface CountedSpan {
  readonly first: string;
  readonly last: string;
}

/** `cases`: of each client, and of the unit's papers, the living records; `month`: `2026-11`. */
export function countMonth(
  cases: readonly (readonly TaskRecord[])[],
  month: string,
  { today, timezone }: UnitDay,
  { measures }: ReportDefinitions = reportDefinitions,
  kinds: TaskKinds = declaredKinds,
): MonthCounts {
  const span = spanOf(month, today);
  const counted = cases
    .filter((records) => withdrawnOn(consentsOf(records), COUNTED) === undefined)
    .map((records) => dated(records, timezone, kinds))
    .map((records) => ({ records, step: stepUntil(records, span.last)?.key }));
  const reached = (key: string): number => counted.filter(({ step }) => step === key).length;
  return {
    until: span.last,
    clients: counted.filter(({ step }) => step !== undefined).length,
    left_out: cases.length - counted.length,
    steps: Object.fromEntries(journeyPolicy.steps.map(({ key }) => [key, reached(key)])),
    measures: measures.map((measure) => measured(measure, counted, span)),
  };
}

const consentsOf = (records: readonly TaskRecord[]): FieldValues[] =>
  records
    .filter(({ kind }) => kind === 'consent')
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ fields }) => fields);

/** From its first day until its last, or today where it goes on. */
export function spanOf(month: string, today: string): CountedSpan {
  const first = `${month}-01`;
  const last = dayPlus(`${dayPlus(first, 31).slice(0, 7)}-01`, -1);
  const until = today < last ? today : last;
  return { first, last: until < first ? first : until };
}

const within = ({ first, last }: CountedSpan, day: string): boolean => first <= day && day <= last;

type Labelled = readonly [records: CountedCase, label: string];

function measured(measure: ReportMeasure, cases: readonly StandingCase[], span: CountedSpan): CountedMeasure {
  const { key, steps, any = [], last_days, sum } = measure;
  if (steps) {
    const there = cases.filter(({ step }) => step !== undefined && steps.includes(step));
    const days = last_days === undefined ? span : { first: dayPlus(span.last, 1 - last_days), last: span.last };
    return labelled(
      measure,
      there.map(({ records }) => [records, hasAny(records, any, days) ? 'yes' : '']),
    );
  }
  const found = cases.flatMap(({ records }) => countedIn(measure, records, span).map((one) => ({ records, one })));
  if (!sum)
    return labelled(
      measure,
      found.map(({ records, one }) => [records, labelOf(measure, records, one)]),
    );
  const count = found.reduce((total, { one }) => total + Number(one.fields[sum] ?? 0), 0);
  return { key, count, of: null, by: null, people: { whole: count, parts: {}, rest: count } };
}

const isShare = ({ of_which, any, ended_on }: ReportMeasure): boolean => !!(of_which || any || ended_on);

/** Its value, or whether it is of those that are told out of the whole; empty for neither. */
function labelOf(measure: ReportMeasure, records: CountedCase, one: DatedRecord): string {
  if (measure.by) return isGiven(one.fields, measure.by) ? String(one.fields[measure.by]) : '';
  return isShare(measure) && fits(measure, records, one) ? 'yes' : '';
}

function labelled(measure: ReportMeasure, labels: readonly Labelled[]): CountedMeasure {
  const counts: Record<string, number> = {};
  const people = new Map<string, Set<CountedCase>>();
  for (const [records, label] of labels) {
    if (label) counts[label] = (counts[label] ?? 0) + 1;
    people.set(label, (people.get(label) ?? new Set()).add(records));
  }
  const parts = Object.fromEntries(Object.keys(counts).map((label) => [label, people.get(label)?.size ?? 0]));
  const whole = new Set(labels.map(([records]) => records)).size;
  return {
    key: measure.key,
    count: isShare(measure) ? (counts['yes'] ?? 0) : labels.length,
    of: isShare(measure) ? labels.length : null,
    by: measure.by ? sorted(counts) : null,
    people: { whole, parts, rest: people.get('')?.size ?? 0 },
  };
}

const sorted = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));

function countedIn({ kind, day, when, first_in_days }: ReportMeasure, records: CountedCase, span: CountedSpan) {
  const several = records.filter((one) => one.kind === kind);
  const found = several.filter((one) => within(span, dayOf(one, day)) && holdsAll(one, when));
  if (first_in_days === undefined) return found;
  return found.filter(
    (one) => !several.some((other) => other.own >= dayPlus(one.own, -first_in_days) && isBefore(other, one)),
  );
}

const dayOf = (one: DatedRecord, field: string | undefined): string => (field ? text(one.fields, field) : one.own);

function fits(measure: ReportMeasure, records: CountedCase, one: DatedRecord): boolean {
  const { any = [], met_in_days, ended_on, ended_in_days } = measure;
  const day = dayOf(one, measure.day);
  if (met_in_days !== undefined) {
    return hasAny(records, any, { first: dayPlus(day, -met_in_days), last: dayPlus(day, met_in_days) });
  }
  if (ended_on && ended_in_days !== undefined) {
    const ended = text(one.fields, ended_on);
    return ended !== '' && ended <= dayPlus(day, ended_in_days);
  }
  return holdsAll(one, measure.of_which);
}

const hasAny = (records: CountedCase, kinds: readonly CountedKind[], span: CountedSpan): boolean =>
  kinds.some(({ kind, when }) =>
    records.some((one) => one.kind === kind && within(span, one.own) && holdsAll(one, when)),
  );

const holdsAll = ({ fields }: DatedRecord, conditions: readonly ReportCondition[] = []): boolean =>
  conditions.every(({ field, among }) => {
    const value = fields[field] ?? null;
    const chosen = Array.isArray(value) ? value : [value];
    return among ? chosen.some((one) => among.includes(one)) : isGiven(fields, field);
  });
