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

/** What is wanted of a number in the year of the quarter; of a share both are per cent. */
export interface PlaceTarget {
  readonly place: string;
  readonly measure: string;
  readonly value: number;
  /** As far as the year was told; null: it is not. */
  readonly reached: number | null;
}

export interface QuarterNumbers {
  readonly span: string;
  readonly spans: readonly string[];
  readonly places: readonly NumberedPlace[];
  readonly rules: string;
  readonly least: number;
  readonly units: number;
  /** What is told of this quarter later, or that it was told without. */
  readonly later: readonly string[];
  readonly numbers: readonly PlaceNumber[];
  readonly targets: readonly PlaceTarget[];
}

/** An area that is looked at. `area`: empty for the country. */
export interface AreaStep {
  readonly level: AreaLevel;
  readonly area: string;
}

interface LinePart {
  readonly part: string;
  readonly into?: readonly LinePart[];
}

/** What a number and its parts mean, in the policy's own words. */
export interface LineWords {
  readonly name: string;
  readonly counts: string;
  readonly shares: string;
  readonly without: string;
  readonly time: string;
  readonly parts?: { readonly [part: string]: string };
}

/** A line of the policy `told_numbers`. */
export interface NumberLine {
  readonly key: string;
  readonly parts?: readonly LinePart[];
  /** The part of which its share is one; else it is of the whole. */
  readonly share_of?: string;
  readonly coarse?: boolean;
  readonly open?: boolean;
  readonly words: { readonly id: LineWords };
}

/** A number and what it is a part of; undefined: not told. */
export interface MeasureValue {
  /** Of a share: of how many it is one. */
  readonly whole: number | undefined;
  /** Of a share: those of whom it is true. */
  readonly yes: number | undefined;
  readonly isShare: boolean;
  /** It is not there yet, so nothing is hidden. */
  readonly isLater: boolean;
}

const INSIDE: { readonly [level in AreaLevel]?: AreaLevel } = {
  country: 'province',
  province: 'regency',
  regency: 'unit',
};
const OWN: { readonly [role: string]: AreaLevel } = { national: 'country', province: 'province', district: 'regency' };
const REST = 'rest';

export const levelInside = (level: AreaLevel): AreaLevel | undefined => INSIDE[level];
export const levelOf = (role: string): AreaLevel => OWN[role] ?? 'regency';

const partsIn = (told: QuarterNumbers, place: string, measure: string): readonly ToldPart[] =>
  told.numbers.find((one) => one.place === place && one.measure === measure)?.parts ?? [];

const countAt = (parts: readonly ToldPart[], part: string | null): number | undefined =>
  parts.find((one) => one.month === null && one.part === part)?.count;

/** Of what has a rest the first part is told out of the whole, or the first within the part that the line names. */
export const isShared = ({ parts = [] }: NumberLine): boolean => parts.some(({ part }) => part === REST);

export const targetOf = (told: QuarterNumbers, place: string, { key }: NumberLine): PlaceTarget | undefined =>
  told.targets.find((one) => one.place === place && one.measure === key);

export function measureValue(told: QuarterNumbers, place: string, line: NumberLine): MeasureValue {
  const { key, parts = [], share_of } = line;
  const found = partsIn(told, place, key);
  const isShare = isShared(line);
  const of = parts.find(({ part }) => part === share_of);
  const yes = isShare ? countAt(found, (of?.into ?? parts)[0]?.part ?? null) : undefined;
  const whole = countAt(found, of?.part ?? null);
  return { whole, yes, isShare, isLater: whole === undefined && told.later.includes(key) };
}

const everyPart = (parts: readonly LinePart[]): readonly string[] =>
  parts.flatMap(({ part, into = [] }) => [part, ...everyPart(into)]);

/** What is told of each part of a number at whatever depth, in the policy's order. */
export function partsOf(
  told: QuarterNumbers,
  place: string,
  { key, parts = [] }: NumberLine,
): readonly (readonly [part: string, count: number | undefined])[] {
  const found = partsIn(told, place, key);
  return everyPart(parts).map((part) => [part, countAt(found, part)] as const);
}

/** 0 to 100, half up; undefined where it is not told. */
export function percentOf({ whole, yes }: MeasureValue): number | undefined {
  if (whole === undefined || yes === undefined || whole === 0) return undefined;
  return Math.floor((200 * yes + whole) / (2 * whole));
}

/** What is drawn and compared: of a share its percent, else how many. */
export const weightOf = (value: MeasureValue): number | undefined => (value.isShare ? percentOf(value) : value.whole);
