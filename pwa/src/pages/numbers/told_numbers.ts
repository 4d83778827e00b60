/** Numbers as offices are told them: what is told of a place, and what is not. Pure. */
export type AreaLevel = 'country' | 'province' | 'regency' | 'unit';

export interface ToldPart {
  readonly month: string | null;
  readonly part: string | null;
  readonly count: number;
}

export interface PlaceNumber {
  readonly place: string;
  readonly measure: string;
  readonly parts: readonly ToldPart[];
}

export interface NumberedPlace {
  readonly place: string;
  readonly name: string;
}

export interface QuarterNumbers {
  readonly span: string;
  readonly spans: readonly string[];
  readonly places: readonly NumberedPlace[];
  readonly rules: string;
  readonly least: number;
  readonly units: number;
  readonly awaited: readonly string[];
  readonly numbers: readonly PlaceNumber[];
}

/** An area that is looked at. `area`: empty for the country. */
export interface AreaStep {
  readonly level: AreaLevel;
  readonly area: string;
}

/** A number and what it is a part of; undefined: not told. */
export interface MeasureValue {
  readonly whole: number | undefined;
  /** Of a share: those of whom it is true. */
  readonly yes: number | undefined;
  readonly isShare: boolean;
}

/** A line of the policy `report_definitions`. */
export interface NumberLine {
  readonly key: string;
  readonly parts?: readonly string[];
  readonly stock?: boolean;
  readonly open?: boolean;
}

const INSIDE: { readonly [level in AreaLevel]?: AreaLevel } = {
  country: 'province',
  province: 'regency',
  regency: 'unit',
};
const OWN: { readonly [role: string]: AreaLevel } = { national: 'country', province: 'province', district: 'regency' };

export const levelInside = (level: AreaLevel): AreaLevel | undefined => INSIDE[level];
export const levelOf = (role: string): AreaLevel => OWN[role] ?? 'regency';

const found = (told: QuarterNumbers, place: string, measure: string): readonly ToldPart[] =>
  told.numbers.find((one) => one.place === place && one.measure === measure)?.parts ?? [];

const countAt = (parts: readonly ToldPart[], part: string | null): number | undefined =>
  parts.find((one) => one.month === null && one.part === part)?.count;

export function measureValue(
  told: QuarterNumbers,
  place: string,
  measure: string,
  shares: ReadonlySet<string>,
): MeasureValue {
  const parts = found(told, place, measure);
  return { whole: countAt(parts, null), yes: countAt(parts, 'yes'), isShare: shares.has(measure) };
}

/** What is told of each part of a number, in the policy's order. */
export function partsOf(
  told: QuarterNumbers,
  place: string,
  line: NumberLine,
): readonly (readonly [string, number | undefined])[] {
  const parts = found(told, place, line.key);
  return (line.parts ?? []).map((part) => [part, countAt(parts, part)] as const);
}

/** 0 to 100, half up; undefined where it is not told. */
export function percentOf({ whole, yes }: MeasureValue): number | undefined {
  return whole === undefined || yes === undefined || whole === 0
    ? undefined
    : Math.floor((200 * yes + whole) / (2 * whole));
}

/** What is drawn and compared: of a share its percent, else how many. */
export const weightOf = (value: MeasureValue): number | undefined => (value.isShare ? percentOf(value) : value.whole);
