/**
 * What of a month may be handed to whoever leads the village, line by line, as the policy names them. Pure, no words.
 *
 * `api/records/month_sheet.py` is the same in Python.
 */
import { type CountedMeasure, type MonthCounts, type ReportDefinitions, reportDefinitions } from './month_counts';
import { type ToldNumber, toldParts, toldWhole } from './small_numbers';

export interface SheetLine {
  readonly key: string;
  readonly parts?: readonly string[];
  readonly of_clients?: boolean;
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

function rowOf(line: SheetLine, month: MonthCounts, { least }: ReportDefinitions): SheetRow {
  const { key, parts = [] } = line;
  if (key === 'clients') return toldRow(key, month.clients, entriesOf(parts, month.steps), least, true);
  const { count, of, by } = measureOf(month, key);
  if (line.open) return { key, whole: count, parts: [] };
  if (by) return toldRow(key, count, entriesOf(parts, by), least);
  const whole = line.of_clients ? month.clients : of;
  return whole === null ? toldRow(key, count, [], least) : toldRow(key, whole, [[key, count]], least);
}

const measureOf = ({ measures }: MonthCounts, key: string): CountedMeasure =>
  measures.find((one) => one.key === key) ?? { key, count: 0, of: null, by: null };

type NamedCount = readonly [name: string, count: number];

const entriesOf = (names: readonly string[], counts: { readonly [name: string]: number }): NamedCount[] =>
  names.map((name) => [name, counts[name] ?? 0]);

function toldRow(key: string, whole: number, parts: readonly NamedCount[], least: number, complete = false): SheetRow {
  const numbers = parts.map(([, count]) => count);
  const told = toldParts(whole, numbers, least, complete);
  return { key, whole: toldWhole(whole, least), parts: parts.map(([name], at) => [name, told[at] ?? 'hidden']) };
}
