/** Numbers as rows of a table: named, read, and drawn beside the greatest of them. Pure. */
import { number } from '../../words/format';
import { spanName, targetLine, valueLine, valueText } from './measure_words';
import {
  type MeasureValue,
  measureValue,
  type NumberLine,
  partsOf,
  percentOf,
  type QuarterNumbers,
  targetOf,
  weightOf,
} from './told_numbers';

export interface ValueRow {
  readonly key: string;
  readonly name: string;
  /** As it is read; undefined: not told. */
  readonly value: string | undefined;
  readonly line?: string | undefined;
  /** Of the axis, 0 to 1; undefined: nothing is drawn. */
  readonly share?: number | undefined;
  /** Where on the axis the target stands. */
  readonly target?: number | undefined;
}

/** A share's axis ends at 100 %, that of any other number at the greatest. */
const WHOLE = 100;

function drawn(named: readonly (readonly [key: string, name: string, value: MeasureValue])[]): ValueRow[] {
  const weights = named.map(([, , value]) => weightOf(value));
  const most = Math.max(1, ...weights.map((one) => one ?? 0));
  return named.map(([key, name, value], at) => {
    const weight = weights[at];
    const share = weight === undefined ? undefined : weight / (value.isShare ? WHOLE : most);
    return { key, name, value: valueText(value), line: valueLine(value), share };
  });
}

/** Of one area several numbers: shares have one axis, what has a target its own, others none. */
export const summaryRows = (told: QuarterNumbers, place: string, lines: readonly NumberLine[]): ValueRow[] =>
  lines.map((line) => {
    const value = measureValue(told, place, line);
    return {
      key: line.key,
      name: line.words.id.name,
      value: valueText(value),
      line: lineOf(told, place, line, value),
      ...barOf(told, place, line, value),
    };
  });

/** Of one number every area, also those of which it is not told. */
export const areaRows = (
  told: QuarterNumbers,
  line: NumberLine,
  said: (place: string, name: string) => string,
): ValueRow[] => {
  const values = told.places.map(({ place }) => measureValue(told, place, line));
  const rows = drawn(told.places.map(({ place, name }, at) => [place, said(place, name), values[at] as MeasureValue]));
  return rows.map((row, at) => ({ ...row, line: lineOf(told, row.key, line, values[at] as MeasureValue) }));
};

/** Out of how many, and what is wanted in the year. */
function lineOf(told: QuarterNumbers, place: string, line: NumberLine, value: MeasureValue): string | undefined {
  const target = targetOf(told, place, line);
  const wanted = target && targetLine(target, told.span, value.isShare);
  return [valueLine(value), wanted].filter(Boolean).join(' · ') || undefined;
}

/** The year beside its target; of a share without one the quarter. */
function barOf(
  told: QuarterNumbers,
  place: string,
  line: NumberLine,
  value: MeasureValue,
): Pick<ValueRow, 'share' | 'target'> {
  const target = targetOf(told, place, line);
  const percent = value.isShare ? percentOf(value) : undefined;
  const reached = target ? target.reached : percent;
  if (reached === undefined || reached === null) return {};
  const axis = value.isShare ? WHOLE : Math.max(1, reached, target?.value ?? 0);
  return { share: reached / axis, target: target && target.value / axis };
}

/** Of one number and area every quarter. */
export const spanRows = (told: readonly QuarterNumbers[], place: string, line: NumberLine): ValueRow[] =>
  drawn(told.map((one) => [one.span, spanName(one.span), measureValue(one, place, line)] as const));

/** Of one number and area every part. */
export function partRows(told: QuarterNumbers, place: string, line: NumberLine): ValueRow[] {
  const parts = partsOf(told, place, line);
  const most = Math.max(1, ...parts.map(([, count]) => count ?? 0));
  return parts.map(([part, count]) => {
    const known = count === undefined ? {} : { share: count / most };
    const name = line.words.id.parts?.[part] ?? part;
    return { key: part, name, value: count === undefined ? undefined : number(count), ...known };
  });
}

/** Numbers under the headings of a page; what no heading names comes last, under none. */
export function groupsOf(
  lines: readonly NumberLine[],
  groups: readonly (readonly [title: string, keys: readonly string[]])[],
  others: string,
): readonly (readonly [title: string, lines: readonly NumberLine[]])[] {
  const named = groups.map(([title, keys]) => [title, lines.filter(({ key }) => keys.includes(key))] as const);
  const rest = lines.filter(({ key }) => !groups.some(([, keys]) => keys.includes(key)));
  return [...named, [others, rest] as const].filter(([, several]) => several.length > 0);
}
