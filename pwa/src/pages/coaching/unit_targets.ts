/** What a unit wants to reach in its year, beside what its records say of that year. Pure. */
import type { UnitCounts, UnitFigure } from '../../coaching/kept_counts';
import type { RecordView } from '../../core/types';
import { whole } from '../../fields/field_values';

/** {target of the unit's year: the figure that it is of}. */
const FIGURE_OF = {
  target_clients: 'clients',
  target_meetings: 'meetings',
  target_outreach: 'outreach',
  target_aftercare: 'aftercare',
  target_vocational: 'vocational',
} as const;

export type WantedFigure = (typeof FIGURE_OF)[keyof typeof FIGURE_OF];

export interface UnitTarget {
  readonly figure: WantedFigure;
  readonly wanted: number;
  readonly reached: number | undefined;
  /** Why nothing is told of it. */
  readonly why: 'few' | 'not-over' | 'unheard' | undefined;
}

/** The year that runs, or the one before it: of no others is it heard what was reached. */
export function yearOfUnit(records: readonly RecordView[], today: string): RecordView | undefined {
  const year = Number(today.slice(0, 4));
  const years = records.filter(({ kind }) => kind === 'unit_year');
  const [own, before] = [year, year - 1].map((one) => years.find(({ fields }) => whole(fields, 'year') === one));
  return own ?? before;
}

/** `counts`: undefined where this phone never heard them. */
export const unitTargets = ({ fields }: RecordView, counts: UnitCounts | undefined): UnitTarget[] =>
  Object.entries(FIGURE_OF).flatMap(([target, figure]) => {
    const wanted = whole(fields, target);
    const told = counts?.figures.find((one) => one.figure === figure);
    const reached = told?.value ?? undefined;
    return wanted === null ? [] : [{ figure, wanted, reached, why: reached === undefined ? whyNot(told) : undefined }];
  });

const whyNot = (told: UnitFigure | undefined): UnitTarget['why'] =>
  told ? (told.why === 'few' ? 'few' : 'not-over') : 'unheard';
