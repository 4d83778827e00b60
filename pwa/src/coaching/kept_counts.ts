/**
 * What the records of a unit say of its monitoring, as the server tells it: asked once a day, and kept sealed among the
 * unfinished forms, for a village hall without a signal. No form has a name that begins so.
 */
import type { Casebook, FieldValues, Id, Json, OnlineApi } from '../core/types';
import { unitOf } from '../records/caseload';

export interface UnitFigure {
  readonly figure: string;
  readonly value: number | null;
  readonly why: 'few' | 'not-over' | 'not-counted' | null;
  /** The quarters it covers, as `2026-Q1`. */
  readonly spans: readonly string[];
}

export interface UnitCounts {
  readonly year: number;
  /** The last day that is covered; null: no quarter of the year was told yet. */
  readonly through: string | null;
  readonly least: number;
  readonly figures: readonly UnitFigure[];
}

/** As the server tells them: those that came later apart, for apps that do not know them. */
type ToldCounts = UnitCounts & { readonly further?: readonly UnitFigure[] };

interface KeptCounts {
  /** On which day they were asked for. */
  readonly asked: string;
  readonly counts: UnitCounts;
}

const keyOf = (feed: Id, year: number): string => `=counts/${feed}/${year}`;

/** What an older app kept does not say of which quarters it is: as if nothing were kept. */
function kept(book: Pick<Casebook, 'drafts'>, feed: Id, year: number): KeptCounts | undefined {
  const found = book.drafts.read(keyOf(feed, year)) as unknown as KeptCounts | undefined;
  return found?.counts.figures.every(({ spans }) => spans) ? found : undefined;
}

/** undefined: never heard. */
export const keptCounts = (book: Pick<Casebook, 'drafts'>, feed: Id, year: number): UnitCounts | undefined =>
  kept(book, feed, year)?.counts;

/** Of each of these feeds that was not asked about today, this year and the one before, which a year's start is measured
 * by, and whose last quarter is told in this one. One after the other; without a line what is kept stays. */
export async function keepCounts(api: OnlineApi, book: Casebook, feeds: readonly Id[], today: string): Promise<void> {
  const year = Number(today.slice(0, 4));
  for (const feed of feeds)
    for (const one of [year, year - 1])
      if (kept(book, feed, one)?.asked !== today && !(await keepYear(api, book, feed, one, today))) return;
}

/** Whether there is a line. */
async function keepYear(api: OnlineApi, book: Casebook, feed: Id, year: number, today: string): Promise<boolean> {
  const came = await api.get<ToldCounts>(`/v1/units/${unitOf(feed)}/counts?year=${year}`);
  if (came.is !== 'answer') return came.is !== 'offline';
  const { through, least, figures, further = [] } = came.body;
  const told = [...figures, ...further].map(({ figure, value, why, spans }) => ({ figure, value, why, spans }));
  const counts = { year, through, least, figures: told };
  await book.drafts.write(keyOf(feed, year), { asked: today, counts } as unknown as Json);
  return true;
}

/** Which quarters are covered at all, the oldest first. */
export const toldQuarters = (figures: readonly UnitFigure[]): readonly string[] =>
  [...new Set(figures.flatMap(({ spans }) => spans))].sort();

/** Of these figures those that have a number. */
export const toldFigures = ({ figures }: UnitCounts, names: ReadonlySet<string>): FieldValues =>
  Object.fromEntries(
    figures.flatMap(({ figure, value }) => (value === null || !names.has(figure) ? [] : [[figure, value]])),
  );

/** Of this year; where no quarter of it was told yet, of the one before. */
export function newestCounts(book: Pick<Casebook, 'drafts'>, feed: Id, year: number): UnitCounts | undefined {
  const [own, before] = [year, year - 1].map((one) => keptCounts(book, feed, one));
  return before?.through && !own?.through ? before : (own ?? before);
}
