/** What became of a record, change by change: the server keeps it, so it is asked when there is signal. */
import { same } from '../../core/store/canonical_json';
import type { Answer, Api, Fields, Id, Json, Shown } from '../../core/types';
import { kindOf } from '../../records';

export interface Entry {
  readonly id: Id;
  readonly n: number;
  readonly at: string;
  readonly by: Id;
  readonly set: Fields;
  /** What its author wanted and did not get. */
  readonly lost?: Fields | null;
}

export async function historyOf(api: Api, record: Shown): Promise<Answer<readonly Entry[]>> {
  const kind = kindOf(record.kind);
  return kind ? api.get<readonly Entry[]>(`/v1/${kind.plural}/${record.id}/history`) : { is: 'weather' };
}

/** The change that gave a field the value it has: the newest that set it and did not lose it. */
export function writerOf(entries: readonly Entry[], field: string, value: Json): Entry | undefined {
  return entries
    .filter((entry) => field in entry.set && same(entry.set[field], value) && !(field in (entry.lost ?? {})))
    .reduce<Entry | undefined>((newest, entry) => (newest && newest.n > entry.n ? newest : entry), undefined);
}
