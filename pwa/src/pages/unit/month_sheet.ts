/**
 * What of a month may be handed to whoever leads the village, line by line, as the policy names them. Pure, no words.
 *
 * `api/records/month_sheet.py` is the same in Python and says why; both read `tests/vectors/month_sheets.json`.
 */
import type { FieldValues } from '../../core/types';
import {
  type CountedMeasure,
  type CountedPeople,
  type MonthCounts,
  type ReportDefinitions,
  reportDefinitions,
} from './month_counts';
import { type ToldNumber, toldParts, toldWhole } from './small_numbers';

export interface SheetLine {
  readonly key: string;
  readonly parts?: readonly string[];
  readonly open?: boolean;
}

export interface SheetRow {
  readonly key: string;
  readonly whole: ToldNumber;
  /** By step or value; of a share one, by the name of the line. */
  readonly parts: readonly (readonly [part: string, told: ToldNumber])[];
}

export const sheetOf = (month: MonthCounts, definitions: ReportDefinitions = reportDefinitions): readonly SheetRow[] =>
  definitions.sheet.map((line) => rowOf(line, month, definitions));

const figureOf = (key: string): string => (key === 'by_band' ? 'screenings' : key);

/** What is confirmed of a line: of a share its yes, of all others their whole. */
const figureTold = ({ key, whole, parts }: SheetRow): ToldNumber => parts.find(([part]) => part === key)?.[1] ?? whole;

/** What is confirmed of a month is what the sheet tells. */
export const reportFigures = (month: MonthCounts): { readonly [figure: string]: number } =>
  Object.fromEntries(
    sheetOf(month).flatMap((row) => {
      const told = figureTold(row);
      return typeof told === 'number' ? [[figureOf(row.key), told]] : [];
    }),
  );

/** As `api/records/confirmed_sheet.py`: with its parts where they are of the number that was confirmed. */
export const confirmedRows = (rows: readonly SheetRow[], report: FieldValues): readonly SheetRow[] =>
  rows.map((row) => {
    const [told, figure] = [figureTold(row), report[figureOf(row.key)]];
    if (typeof figure !== 'number')
      return typeof told === 'number' ? { key: row.key, whole: 'hidden', parts: [] } : row;
    return told === figure ? row : { key: row.key, whole: figure, parts: [] };
  });

function rowOf(line: SheetLine, month: MonthCounts, { least }: ReportDefinitions): SheetRow {
  const { key, parts = [] } = line;
  if (key === 'clients') {
    const { clients: whole, steps } = month;
    return toldRow(key, whole, entriesOf(parts, steps), { whole, parts: steps, rest: 0 }, least);
  }
  const { count, of, by, people = NOBODY } = measureOf(month, key);
  if (line.open) return { key, whole: count, parts: [] };
  if (of === null) return toldRow(key, count, entriesOf(parts, by ?? {}), people, least);
  return toldRow(key, of, [[key, count]], { ...people, parts: { [key]: people.parts['yes'] ?? 0 } }, least);
}

const NOBODY: CountedPeople = { whole: 0, parts: {}, rest: 0 };

const measureOf = ({ measures }: MonthCounts, key: string): CountedMeasure =>
  measures.find((one) => one.key === key) ?? { key, count: 0, of: null, by: null };

type NamedCount = readonly [name: string, count: number];

const entriesOf = (names: readonly string[], counts: { readonly [name: string]: number }): NamedCount[] =>
  names.map((name) => [name, counts[name] ?? 0]);

/** People decide, whatever is counted; what is told is rounded down to `least`. */
function toldRow(
  key: string,
  whole: number,
  counts: readonly NamedCount[],
  people: CountedPeople,
  least: number,
): SheetRow {
  const told = kindsOf(
    counts.map(([part]) => people.parts[part] ?? 0),
    people,
    least,
  );
  const rounded = (kind: ToldNumber, count: number): ToldNumber =>
    typeof kind === 'number' ? count - (count % least) : kind;
  return {
    key,
    whole: rounded(toldWhole(people.whole, least), whole),
    parts: counts.map(([part, count], at) => [part, rounded(told[at] ?? 'hidden', count)]),
  };
}

/** Where somebody stands in two parts, these are no parts of a whole: all of them are told, or none. */
function kindsOf(parts: readonly number[], { whole, rest }: CountedPeople, least: number): ToldNumber[] {
  if (whole < least || whole === parts.reduce((total, one) => total + one, rest)) {
    return toldParts(whole, parts, least, !rest);
  }
  const enough = [...parts, rest || least].every((one) => one >= least);
  return parts.map((one) => (enough ? one : 'hidden'));
}
