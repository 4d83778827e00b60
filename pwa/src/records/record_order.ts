/** In which order a case is told: by each record's own day, then by when it was written down. Pure. */
import type { RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { text } from '../fields/field_values';
import { declaredKinds } from '../forms/declared_kinds';
import { dayOf } from '../words/format';

/** What day it is, and where the unit lies by whose days that is. */
export type UnitDay = Pick<Lookups, 'today' | 'timezone'>;

/** The day a record is about, as its kind declares; where none is given, the day it was written down. */
export const dayOfRecord = (record: RecordView, timezone: string): string =>
  text(record.fields, declaredKinds[record.kind]?.day ?? '') || dayWritten(record, timezone);

/** The day it was written down, there; of an id that does not say when, that of its newest change. */
export const dayWritten = ({ id, at }: Pick<RecordView, 'id' | 'at'>, timezone: string): string =>
  dayOf(madeAt(id) ?? at, timezone);

/** `timezone`: it matters only where kinds are told beside each other of which one has no day of its own. */
export const newestFirst = (records: readonly RecordView[], timezone = 'UTC'): RecordView[] =>
  records
    .map((record) => ({ record, day: dayOfRecord(record, timezone) }))
    .sort((one, other) => compare(other.day, one.day) || compare(other.record.id, one.record.id))
    .map(({ record }) => record);

/** The newest of this kind, whatever order they come in. */
export const newestOf = (records: readonly RecordView[], kind: string): RecordView | undefined =>
  newestFirst(records.filter((record) => record.kind === kind))[0];

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** An id begins with its moment in milliseconds (RFC 9562, version 7). */
function madeAt(id: string): Date | undefined {
  const moment = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return id.length === 36 && moment > 0 ? new Date(moment) : undefined;
}
