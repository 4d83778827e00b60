/**
 * At which step of the journey a client is, worked out from her records by the policy `journey`.
 *
 * `api/records/journey_step.py` is the same in Python; both read `tests/vectors/journey.json`. Pure.
 */
import { text } from '../fields/field_values';
import { declaredKinds } from '../forms/declared_kinds';
import { type JourneyStep, journeyPolicy } from './journey_policy';
import { dayWritten, type UnitDay } from './record_order';
import type { TaskKinds, TaskRecord } from './tasks';

export interface DatedRecord extends TaskRecord {
  /** The day it is about, as its kind declares; where none is given, the day it was written down. */
  readonly own: string;
}

/** Living records, by the days they are about, then by when they were written. */
export const dated = (
  records: readonly TaskRecord[],
  timezone: string,
  kinds: TaskKinds = declaredKinds,
): readonly DatedRecord[] =>
  records
    .map((one) => ({ ...one, own: text(one.fields, kinds[one.kind]?.day ?? '') || dayWritten(one, timezone) }))
    .sort((one, other) => (isBefore(one, other) ? -1 : 1));

export const isBefore = (one: DatedRecord, other: DatedRecord): boolean =>
  one.own === other.own ? one.id < other.id : one.own < other.own;

/** The furthest that it had reached by that day and that nothing had undone; `records` as `dated` gives them. */
export function stepUntil(
  records: readonly DatedRecord[],
  until: string,
  steps: readonly JourneyStep[] = journeyPolicy.steps,
): JourneyStep | undefined {
  const newest = (kind: string): DatedRecord | undefined =>
    records.findLast((one) => one.kind === kind && one.own <= until);
  return steps.findLast(({ kind, undone_by = [] }) => {
    const here = newest(kind);
    return (
      here &&
      !undone_by.some((other) => {
        const after = newest(other);
        return after !== undefined && isBefore(here, after);
      })
    );
  });
}

const UNSAID = journeyPolicy.steps.filter(({ said_by }) => !said_by);

/** The same of today, when her own record counts too: what it can say holds as long as it says so. */
export function stepNow(records: readonly TaskRecord[], { today, timezone }: UnitDay): string | undefined {
  const head = records.find(({ kind }) => declaredKinds[kind]?.opens_case)?.fields ?? {};
  const said = journeyPolicy.steps.findLast(({ said_by }) => said_by?.includes(text(head, 'status')));
  return (said ?? stepUntil(dated(records, timezone), today, UNSAID))?.key;
}
