/** What of a unit's coaching papers belongs to one year, as a visit looks at it. Pure. */
import type { RecordView } from '../core/types';
import { text, whole } from '../fields/field_values';
import { scoreOf } from './unit_problem';

export interface YearPapers {
  readonly start: RecordView | undefined;
  readonly mid: RecordView | undefined;
  readonly end: RecordView | undefined;
  /** The heaviest first. */
  readonly problems: readonly RecordView[];
  readonly swot: RecordView | undefined;
  /** The newest visit. */
  readonly visit: RecordView | undefined;
  /** Agreed on it, or open from before; the soonest first. */
  readonly actions: readonly RecordView[];
  /** Of its newest monitoring but that of its start. */
  readonly phase: RecordView | undefined;
  readonly result: RecordView | undefined;
}

/** `records`: newest first, without what was taken back. */
export function yearPapers(records: readonly RecordView[], year: number): YearPapers {
  const of = (kind: string) => records.filter((one) => one.kind === kind);
  const inYear = (one: RecordView): boolean => text(one.fields, 'on').startsWith(String(year));
  const ofYear = (kind: string) => of(kind).filter(({ fields }) => whole(fields, 'year') === year);
  const at = (kind: string, when: string) => ofYear(kind).find(({ fields }) => fields['when'] === when);
  const visit = of('assistance').find(inYear);
  const [mid, end] = [at('monitoring', 'mid'), at('monitoring', 'end')];
  return {
    start: at('monitoring', 'start'),
    mid,
    end,
    problems: of('unit_problem')
      .filter(inYear)
      .toSorted((one, other) => scoreOf(other.fields) - scoreOf(one.fields)),
    swot: ofYear('swot')[0],
    visit,
    actions: of('unit_action')
      .filter((one) => isOpen(one) || (visit && one.fields['assistance'] === visit.id))
      .toSorted((one, other) => text(one.fields, 'due').localeCompare(text(other.fields, 'due'))),
    phase: at('phase_assessment', mid && !end ? 'mid' : 'end'),
    result: ofYear('assistance_result')[0],
  };
}

const isOpen = ({ fields }: RecordView): boolean => fields['status'] === 'open' || fields['status'] === 'doing';

/** The newest visit of this year, which what is agreed today belongs to. */
export const newestVisit = (records: readonly RecordView[], today: string): RecordView | undefined =>
  yearPapers(records, Number(today.slice(0, 4))).visit;
