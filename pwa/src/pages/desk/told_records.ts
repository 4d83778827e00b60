/** Records as REST tells them to an office, and what it does not. Nothing of them is kept. */
import type { ApiAnswer, FieldValues, Id, Json, OfficeApi, OnlineApi } from '../../core/types';
import { isGiven } from '../../fields/field_values';
import { problemText } from '../../words/problem_text';
import { words as w } from './words.id';

/** Its fields, and what stands beside them. */
export interface ToldRecord {
  readonly id: Id;
  readonly changed_at: string;
  readonly [field: string]: Json;
}

interface RecordPage {
  readonly items: readonly ToldRecord[];
  readonly next: string;
  readonly more: boolean;
}

/** What every desk is given. */
export interface DeskProps {
  readonly api: OfficeApi;
  readonly name: string;
  /** Signs out; with a sentence where the server let her in no more. */
  readonly onout: (why?: string) => void;
  /** To codes for signing in, hers or her first. */
  readonly factor?: { readonly label: string; readonly open: () => unknown } | undefined;
}

/** The sentence of what went wrong; whoever is signed in no more is led out. */
export type SayFault = <T>(came: ApiAnswer<T>) => string | undefined;

export const faultsFor =
  (onout: DeskProps['onout']): SayFault =>
  (came) => {
    if (came.is === 'problem' && came.problem.status === 401) onout(w.ended);
    return saidOf(came, w.weather);
  };

/** The same for whoever has the app; nothing where an answer came. */
export function saidOf<T>(came: ApiAnswer<T>, weather: string): string | undefined {
  if (came.is === 'answer') return undefined;
  return came.is === 'offline' ? weather : problemText(came.problem);
}

/** All of a kind that she reads, page by page; of one that is told twice the newer. `asked`: which of them. */
export async function readAll(
  api: OnlineApi,
  plural: string,
  asked: { readonly [filter: string]: string } = {},
): Promise<ApiAnswer<readonly ToldRecord[]>> {
  const found = new Map<Id, ToldRecord>();
  for (let next = ''; ; ) {
    const query = `${new URLSearchParams({ ...asked, ...(next ? { cursor: next } : {}) })}`;
    const came = await api.get<RecordPage>(`/v1/${plural}${query && `?${query}`}`);
    if (came.is !== 'answer') return came;
    for (const one of came.body.items) found.set(one.id, one);
    if (!came.body.more) return { ...came, body: [...found.values()] };
    next = came.body.next;
  }
}

/** What differs from the record as it was read; an emptied field is cleared. */
export function movedFields(before: FieldValues, moved: FieldValues): FieldValues {
  const told = (value: Json | undefined): string => JSON.stringify(value ?? null);
  const tidy = (name: string): Json => (isGiven(moved, name) ? (moved[name] ?? null) : null);
  return Object.fromEntries(
    Object.keys(moved)
      .map((name) => [name, tidy(name)] as const)
      .filter(([name, value]) => told(value) !== told(before[name])),
  );
}
