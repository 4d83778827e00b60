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
}

export interface UnitCounts {
  readonly year: number;
  /** The last day that is covered; null: no quarter of the year was told yet. */
  readonly through: string | null;
  readonly least: number;
  readonly figures: readonly UnitFigure[];
}

interface KeptCounts {
  /** On which day they were asked for. */
  readonly asked: string;
  readonly counts: UnitCounts;
}

const keyOf = (feed: Id, year: number): string => `=counts/${feed}/${year}`;

const kept = (book: Pick<Casebook, 'drafts'>, feed: Id, year: number): KeptCounts | undefined =>
  book.drafts.read(keyOf(feed, year)) as unknown as KeptCounts | undefined;

/** undefined: never heard. */
export const keptCounts = (book: Pick<Casebook, 'drafts'>, feed: Id, year: number): UnitCounts | undefined =>
  kept(book, feed, year)?.counts;

/** Of each of these feeds that was not asked about today, one after the other; without a line what is kept stays. */
export async function keepCounts(api: OnlineApi, book: Casebook, feeds: readonly Id[], today: string): Promise<void> {
  const year = Number(today.slice(0, 4));
  for (const feed of feeds) {
    if (kept(book, feed, year)?.asked === today) continue;
    const came = await api.get<UnitCounts>(`/v1/units/${unitOf(feed)}/counts?year=${year}`);
    if (came.is === 'offline') return;
    if (came.is !== 'answer') continue;
    const { through, least, figures } = came.body;
    const told = figures.map(({ figure, value, why }) => ({ figure, value, why }));
    await book.drafts.write(keyOf(feed, year), {
      asked: today,
      counts: { year, through, least, figures: told },
    } as Json);
  }
}

/** The figures that have a number. */
export const toldFigures = ({ figures }: UnitCounts): FieldValues =>
  Object.fromEntries(figures.flatMap(({ figure, value }) => (value === null ? [] : [[figure, value]])));
