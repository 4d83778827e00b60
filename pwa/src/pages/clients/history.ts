/** What became of a record, change by change: the server keeps it, so it is asked when there is signal. */
import { same } from '../../core/store/canonical_json';
import type { ApiAnswer, FieldValues, Id, Json, OnlineApi, RecordView } from '../../core/types';
import { kindOf } from '../../records';

export interface HistoryEntry {
  readonly id: Id;
  readonly n: number;
  readonly at: string;
  readonly by: Id;
  readonly set: FieldValues;
  /** What its author wanted and did not get. */
  readonly lost?: FieldValues | null;
}

export async function historyOf(api: OnlineApi, record: RecordView): Promise<ApiAnswer<readonly HistoryEntry[]>> {
  const kind = kindOf(record.kind);
  return kind ? api.get<readonly HistoryEntry[]>(`/v1/${kind.plural}/${record.id}/history`) : { is: 'offline' };
}

/** The change that gave a field the value it has: the newest that set it and did not lose it. */
export function writerOf(entries: readonly HistoryEntry[], field: string, value: Json): HistoryEntry | undefined {
  return entries
    .filter((entry) => field in entry.set && same(entry.set[field], value) && !(field in (entry.lost ?? {})))
    .reduce<HistoryEntry | undefined>((newest, entry) => (newest && newest.n > entry.n ? newest : entry), undefined);
}
