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

/** The year that runs, or the last one before it. */
export const yearOfUnit = (records: readonly RecordView[], today: string): RecordView | undefined =>
  records
    .filter(({ kind, fields }) => kind === 'unit_year' && (whole(fields, 'year') ?? 0) <= Number(today.slice(0, 4)))
    .toSorted((one, other) => (whole(other.fields, 'year') ?? 0) - (whole(one.fields, 'year') ?? 0))[0];

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
