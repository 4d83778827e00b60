/** What a number, its parts and its quarter are called, and how it is read. */
import { words as app } from '../../words';
import { number } from '../../words/format';
import { type MeasureValue, percentOf } from './told_numbers';
import { words as w } from './words.id';

export const measureName = (key: string): string => w.measures[key]?.name ?? key.replaceAll('_', ' ');

export const partName = (part: string): string =>
  app.journey[part as keyof typeof app.journey] ??
  app.bands[part as keyof typeof app.bands] ??
  part.replaceAll('_', ' ');

/** `Triwulan IV 2026`, of `2026-Q4`. */
export function spanName(span: string): string {
  const [year = '', quarter = ''] = span.split('-Q');
  return w.quarterName(w.romans[Number(quarter) - 1] ?? quarter, year);
}

/** As it is read; undefined: not told. Of a share of which the whole alone is told, that is said on its line. */
export function valueText(value: MeasureValue): string | undefined {
  if (!value.isShare) return value.whole === undefined ? undefined : number(value.whole);
  const percent = percentOf(value);
  return percent === undefined ? undefined : w.share(number(percent));
}

export function valueLine({ whole, yes, isShare }: MeasureValue): string | undefined {
  return isShare && whole !== undefined && yes !== undefined ? w.outOf(number(yes), number(whole)) : undefined;
}
