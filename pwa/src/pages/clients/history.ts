/** What became of a record, change by change: the server keeps it, so it is asked when there is signal. */

import { same } from '../../core/store/canonical_json';
import type {
  ApiAnswer,
  Casebook,
  FieldValues,
  Id,
  Json,
  LeftChange,
  OnlineApi,
  RecordView,
  RefusedChange,
} from '../../core/types';
import { kindOf } from '../../records';
import { problemText } from '../../words/problem_text';

export interface HistoryEntry {
  readonly id: Id;
  readonly n: number;
  readonly at: string;
  readonly by: Id;
  readonly set: FieldValues;
  /** What its author saw there. */
  readonly was?: FieldValues | null;
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

/** Of a value that one change set: it stood, it waits to be chosen, or another was chosen. */
export type ValueFate = 'stands' | 'asked' | 'left';

export interface HistoryValue {
  readonly name: string;
  readonly value: Json;
  /** What stood there before, where it was another. */
  readonly before: Json;
  readonly fate: ValueFate;
}

/** What one change set, and what became of it. */
export function valuesOf(entry: HistoryEntry, { questions }: Pick<RecordView, 'questions'>): readonly HistoryValue[] {
  return Object.entries(entry.set).map(([name, value]) => ({
    name,
    value,
    before: same(entry.was?.[name] ?? null, value) ? null : (entry.was?.[name] ?? null),
    fate: fateOf(entry, name, questions),
  }));
}

function fateOf(entry: HistoryEntry, name: string, questions: RecordView['questions']): ValueFate {
  if (!(name in (entry.lost ?? {}))) return 'stands';
  return questions[name]?.some(({ change }) => change === entry.id) ? 'asked' : 'left';
}

/** What she wrote on this record and the server does not hold: refused, or left as it was. Newest first; needs no signal. */
export interface OwnWords {
  readonly id: Id;
  readonly at: string;
  readonly set: FieldValues;
  readonly is: 'refused' | 'left';
  readonly because: string;
}

export function ownWords(book: Pick<Casebook, 'refused' | 'left'>, record: Id): readonly OwnWords[] {
  const of = (all: readonly (RefusedChange | LeftChange)[], is: OwnWords['is']): OwnWords[] =>
    all
      .filter(({ change }) => change.record === record)
      .map(({ change, at, problem }) => ({
        id: change.id,
        at,
        set: change.set,
        is,
        because: problem ? problemText(problem) : '',
      }));
  return [...of(book.refused(), 'refused'), ...of(book.left(), 'left')].sort((one, other) =>
    other.at.localeCompare(one.at),
  );
}
