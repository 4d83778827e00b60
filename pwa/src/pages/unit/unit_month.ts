/** A month in numbers: of the whole unit from the server, or of the cases on this phone, and which of the two it is. */
import type { ApiAnswer, Casebook, OnlineApi } from '../../core/types';
import { unitKinds } from '../../records';
import { casesOf } from '../../records/caseload';
import { countMonth, type MonthCounts } from './month_counts';

export interface ToldMonth {
  readonly counts: MonthCounts;
  /** Whether it is the whole unit's; else only of the cases that lie on this phone. */
  readonly whole: boolean;
  /** When it was read; of this phone's own cases, when they were last told. */
  readonly at: string | undefined;
}

/** What was read while the book is open, for a signal that goes away; it goes with the book. */
const heard = new WeakMap<Casebook, Map<string, ToldMonth>>();

export async function readMonth(api: OnlineApi, book: Casebook, month: string): Promise<ApiAnswer<ToldMonth>> {
  const came = await api.get<MonthCounts>(`/v1/months/${month}`);
  if (came.is !== 'answer') return came;
  const told = { counts: came.body, whole: true, at: new Date().toISOString() };
  heard.set(book, (heard.get(book) ?? new Map<string, ToldMonth>()).set(month, told));
  return { ...came, body: told };
}

export const keptMonth = (book: Casebook, month: string): ToldMonth | undefined => heard.get(book)?.get(month);

export function ownMonth(book: Casebook, month: string, today: string, at: string | undefined): ToldMonth {
  const cases = casesOf(book).map(({ head, records }) => [head, ...records]);
  const papers = unitKinds.flatMap(({ kind }) => book.all(kind)).filter(({ voided }) => !voided);
  return { counts: countMonth([...cases, papers], month, today), whole: false, at };
}

/** So many months on; `2026-12` and one is `2027-01`. */
export function monthPlus(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const all = year * 12 + number - 1 + months;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
}
