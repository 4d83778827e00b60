/** A month in numbers: of the whole unit from the server, or of the cases on this phone, and which of the two it is. */
import type { ApiAnswer, Casebook, OnlineApi } from '../../core/types';
import { unitKinds } from '../../records';
import { casesOf } from '../../records/caseload';
import { countMonth, type MonthCounts } from './month_counts';

export interface ToldMonth {
  readonly counts: MonthCounts;
  /** Whether it is the whole unit's; else only of the cases that lie on this phone. */
  readonly whole: boolean;
}

export async function readMonth(api: OnlineApi, month: string): Promise<ApiAnswer<MonthCounts>> {
  return api.get(`/v1/months/${month}`);
}

export function ownMonth(book: Casebook, month: string, today: string): MonthCounts {
  const cases = casesOf(book).map(({ head, records }) => [head, ...records]);
  const papers = unitKinds.flatMap(({ kind }) => book.all(kind)).filter(({ voided }) => !voided);
  return countMonth([...cases, papers], month, today);
}

/** So many months on; `2026-12` and one is `2027-01`. */
export function monthPlus(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const all = year * 12 + number - 1 + months;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
}
