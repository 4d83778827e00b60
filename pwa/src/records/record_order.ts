/** In which order a case is told: by each record's own day, then by when it was written down. Pure. */
import type { RecordView } from '../core/types';
import { text } from '../fields/field_values';
import { declaredKinds } from '../forms/declared_kinds';

type WrittenRecord = Pick<RecordView, 'id' | 'at'>;

/** The day a record is about, as its kind declares; where none is given, the day it was written down. */
export const dayOfRecord = (record: RecordView, written: (record: WrittenRecord) => string = dayWritten): string =>
  text(record.fields, declaredKinds[record.kind]?.day ?? '') || written(record);

/** The day it was written down, in UTC: by it server and phone order and count alike. */
export const dayWritten = (record: WrittenRecord): string => momentWritten(record).slice(0, 10);

/** An id begins with its moment in milliseconds (RFC 9562, version 7). */
export function momentWritten({ id, at }: WrittenRecord): string {
  const moment = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return id.length === 36 && moment > 0 ? new Date(moment).toISOString() : at;
}

export const newestFirst = (records: readonly RecordView[]): RecordView[] =>
  records
    .map((record) => ({ record, day: dayOfRecord(record) }))
    .sort((one, other) => compare(other.day, one.day) || compare(other.record.id, one.record.id))
    .map(({ record }) => record);

/** The newest of this kind, whatever order they come in. */
export const newestOf = (records: readonly RecordView[], kind: string): RecordView | undefined =>
  newestFirst(records.filter((record) => record.kind === kind))[0];

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
