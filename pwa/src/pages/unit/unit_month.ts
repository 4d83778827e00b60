/** A month in numbers: of the whole unit from the server, or of the cases on this phone, and which of the two it is. */

import { monthPlus } from '../../coaching/month_plus';
import { keepMonth } from '../../coaching/month_report/kept_month';
import { reportOf } from '../../coaching/month_report/report_figures';
import type { ApiAnswer, Casebook, OnlineApi } from '../../core/types';
import { unitKinds } from '../../records';
import { casesOf } from '../../records/caseload';
import type { UnitDay } from '../../records/record_order';
import type { PageContext } from '../page_context';
import { countMonth, type MonthCounts } from './month_counts';
import { reportFigures } from './month_sheet';

export interface ToldMonth {
  readonly counts: MonthCounts;
  /** Whether it is the whole unit's; else only of the cases that lie on this phone. */
  readonly whole: boolean;
  /** When it was read; of this phone's own cases, when they were last told. */
  readonly at: string | undefined;
}

/** What was read while the book is open, for a signal that goes away; it goes with the book. */
const heard = new WeakMap<Casebook, Map<string, ToldMonth>>();

/** A month that is over is kept as far as it may leave the unit, to be confirmed without a signal. */
export async function readMonth(
  api: OnlineApi,
  book: Casebook,
  month: string,
  today: string,
): Promise<ApiAnswer<ToldMonth>> {
  const came = await api.get<MonthCounts>(`/v1/months/${month}`);
  if (came.is !== 'answer') return came;
  if (month < today.slice(0, 7)) await keepMonth(book, month, reportFigures(came.body));
  const told = { counts: came.body, whole: true, at: new Date().toISOString() };
  heard.set(book, (heard.get(book) ?? new Map<string, ToldMonth>()).set(month, told));
  return { ...came, body: told };
}

/** The month that was looked at last: whoever comes back from its form finds it again. */
const looked = new WeakMap<Casebook, string>();
export const lookAt = (book: Casebook, month: string): unknown => looked.set(book, month);
export const lookedAt = (book: Casebook): string | undefined => looked.get(book);

export const keptMonth = (book: Casebook, month: string): ToldMonth | undefined => heard.get(book)?.get(month);

export function ownMonth(book: Casebook, month: string, here: UnitDay, at: string | undefined): ToldMonth {
  const cases = casesOf(book).map(({ head, records }) => [head, ...records]);
  const papers = unitKinds.flatMap(({ kind }) => book.all(kind)).filter(({ voided }) => !voided);
  return { counts: countMonth([...cases, papers], month, here), whole: false, at };
}

export const lastMonth = ({ lookups }: Pick<PageContext, 'lookups'>): string =>
  monthPlus(lookups.today.slice(0, 7), -1);

/** Whether nobody confirmed the last month that is over. */
export const isUnconfirmed = (here: Pick<PageContext, 'book' | 'lookups'>): boolean =>
  reportOf(here.book.all('month_report'), lastMonth(here)) === undefined;
