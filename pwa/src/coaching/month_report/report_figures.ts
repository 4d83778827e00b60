/** A confirmed month beside what its records say. As `month_report.py` has it. Pure. */
import type { FieldValues, RecordView } from '../../core/types';
import { isGiven, text } from '../../fields/field_values';

const LEAST = 5;
/** What a unit did in public: small numbers too. */
const OPEN = 'outreach';
export const FIGURES = [
  'clients',
  'reached',
  'screenings',
  'visits',
  'visits_on_time',
  'meetings_done',
  'referrals_arrived',
  'trainings',
  'closures',
  'outreach',
  'outreach_heads',
];

export const countedOf = (fields: FieldValues): FieldValues => (fields['counted'] ?? {}) as FieldValues;

/** Those that differ from what the records said, also where they said too few to be told. */
export const movedFigures = (fields: FieldValues): readonly string[] =>
  isGiven(fields, 'counted')
    ? FIGURES.filter((name) => (fields[name] ?? null) !== (countedOf(fields)[name] ?? null))
    : [];

/** Numbers of people that are small, or that tell more than the sheet for the village. */
export const givingAway = (fields: FieldValues): readonly string[] =>
  FIGURES.filter((name) => name !== OPEN && isGiven(fields, name)).filter((name) => {
    const told = Number(fields[name]);
    return told < LEAST || told % LEAST > 0;
  });

/** Those of which the records say another number now than they did when it was confirmed. */
export function movedSince({ fields }: RecordView, now: FieldValues): readonly string[] {
  const then = countedOf(fields);
  return FIGURES.filter((name) => (then[name] ?? null) !== (now[name] ?? null));
}

/** The report of a month, not taken back. */
export const reportOf = (records: readonly RecordView[], month: string): RecordView | undefined =>
  records.find((one) => one.kind === 'month_report' && !one.voided && text(one.fields, 'month') === month);
