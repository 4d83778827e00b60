/** What was planned and spent, for what and from where, as papers of a unit say it or as it is told of an area. Pure. */
import type { RecordView } from '../core/types';
import { text, whole } from '../fields/field_values';
import { number } from '../words/format';
import { words as funding } from './funding/words.id';

export interface MoneyLine {
  readonly line: string;
  readonly source: string;
  readonly planned: number;
  readonly spent: number;
}

export const DOCUMENTATION = 'documentation_reporting';

export const lineName = (line: string): string => funding.options.line[line as 'other'] ?? line;
export const sourceName = (source: string): string => funding.options.source[source as 'self'] ?? source;
export const saySpent = ({ planned, spent }: Pick<MoneyLine, 'planned' | 'spent'>): string =>
  funding.of(number(spent), number(planned));

/** `records`: without what was taken back. The year that runs; before its first line the newest before it. */
export const moneyYear = (records: readonly RecordView[], today: string): number | undefined =>
  records
    .filter(({ kind }) => kind === 'funding')
    .map(({ fields }) => whole(fields, 'year') ?? 0)
    .filter((year) => year <= Number(today.slice(0, 4)))
    .reduce<number | undefined>((newest, year) => Math.max(newest ?? year, year), undefined);

/** One for each purpose and source, in the order of their words. */
export function moneyOf(records: readonly RecordView[], year: number): MoneyLine[] {
  const papers = records.filter(({ kind, fields }) => kind === 'funding' && whole(fields, 'year') === year);
  const sum = (several: readonly RecordView[], field: string): number =>
    several.reduce((all, { fields }) => all + (whole(fields, field) ?? 0), 0);
  return Object.keys(funding.options.line).flatMap((line) =>
    Object.keys(funding.options.source).flatMap((source) => {
      const mine = papers.filter(({ fields }) => text(fields, 'line') === line && text(fields, 'source') === source);
      const [planned, spent] = [sum(mine, 'planned'), sum(mine, 'spent')];
      return planned || spent ? [{ line, source, planned, spent }] : [];
    }),
  );
}

export const sumOf = (lines: readonly MoneyLine[]): Pick<MoneyLine, 'planned' | 'spent'> => ({
  planned: lines.reduce((all, { planned }) => all + planned, 0),
  spent: lines.reduce((all, { spent }) => all + spent, 0),
});
