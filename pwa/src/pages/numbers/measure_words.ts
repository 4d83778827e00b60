/** What a quarter is called, and how a number is read. */
import { number } from '../../words/format';
import { type MeasureValue, type PlaceTarget, percentOf } from './told_numbers';
import { words as w } from './words.id';

/** `Triwulan IV 2026`, of `2026-Q4`. */
export function spanName(span: string): string {
  const [year = '', quarter = ''] = span.split('-Q');
  return w.quarterName(w.romans[Number(quarter) - 1] ?? quarter, year);
}

/** As it is read; undefined: not told. */
export function valueText(value: MeasureValue): string | undefined {
  if (value.isLater) return w.later;
  if (value.whole === undefined) return undefined;
  if (!value.isShare) return number(value.whole);
  if (value.whole === 0) return w.outOfNone;
  const percent = percentOf(value);
  return percent === undefined ? undefined : w.share(number(percent));
}

/** What is wanted in the year of a quarter, and how far it was told. */
export function targetLine({ value, reached }: PlaceTarget, span: string, isShare: boolean): string {
  const said = (many: number): string => (isShare ? w.share(number(many)) : number(many));
  return w.wantedIn(span.slice(0, 4), said(value), reached === null ? undefined : said(reached));
}

/** Of a share that is not told, out of how many it would be. */
export function valueLine({ whole, yes, isShare }: MeasureValue): string | undefined {
  if (!isShare || !whole) return undefined;
  return yes === undefined ? w.outOfSome(number(whole)) : w.outOf(number(yes), number(whole));
}
