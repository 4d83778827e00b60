/** A case as it is told on the client's page: its days, and the kinds that can be looked at alone. Pure. */
import type { RecordView } from '../../core/types';
import { kindOf } from '../../records';
import { dayOfRecord, newestFirst } from '../../records/record_order';

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

/** The records in their order, each that begins a day with that day; `kind`: only these. */
export function timelineRows(records: readonly RecordView[], timezone: string, kind?: string): readonly TimelineRow[] {
  let last = '';
  const some = records.filter((record) => !kind || record.kind === kind);
  return newestFirst(some, timezone).map((record) => {
    const day = dayOfRecord(record, timezone);
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
