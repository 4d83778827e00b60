/** A case as it is told on the client's page: its days, and the kinds that can be looked at alone. Pure. */
import type { RecordView } from '../../core/types';
import { kindOf } from '../../records';
import { dayOfRecord, momentWritten } from '../../records/record_order';
import { dayOf } from '../../words/format';

/** A list this long is worth filtering. */
const LONG = 8;

export interface TimelineRow {
  readonly record: RecordView;
  /** Where a day begins; empty within it. */
  readonly day: string;
}

export interface KindChip {
  readonly kind: string;
  readonly count: number;
}

/**
 * The records, the newest day first, each that begins a day with that day; `kind`: only these. What has no day of its own
 * stands under the one on which it was written down where she is: before seven at Jakarta it is yesterday in UTC.
 */
export function timelineRows(records: readonly RecordView[], timezone: string, kind?: string): readonly TimelineRow[] {
  let last = '';
  return records
    .filter((record) => !kind || record.kind === kind)
    .map((record) => ({ record, day: dayOfRecord(record, (one) => dayOf(momentWritten(one), timezone)) }))
    .sort((one, other) => other.day.localeCompare(one.day))
    .map(({ record, day }) => {
      const begins = day !== last;
      last = day;
      return { record, day: begins ? day : '' };
    });
}

/** In the order of the kinds, those of a newer app last; none where the list is short or all of one kind. */
export function kindChips(records: readonly RecordView[]): readonly KindChip[] {
  const counts = new Map<string, number>();
  for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (records.length <= LONG || counts.size < 2) return [];
  const place = (kind: string): number => kindOf(kind)?.place ?? Number.POSITIVE_INFINITY;
  return [...counts]
    .map(([kind, count]) => ({ kind, count }))
    .sort((one, other) => (place(one.kind) < place(other.kind) ? -1 : 1));
}
