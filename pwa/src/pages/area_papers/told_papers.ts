/** What offices write for areas, as an office is told it. Nothing of it is kept. Pure. */
import type { FieldValues, Id } from '../../core/types';
import type { FieldSet } from '../../fields/field_spec';
import type { IconName } from '../../ui/icons';

export interface OfferedArea {
  readonly code: string;
  readonly name: string;
}

export interface AreaPaper {
  readonly id: Id;
  /** The area of the office that wrote it; `country`: the nation's. */
  readonly office: string;
  readonly office_name: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly region_names: readonly string[];
  readonly voided_because: string | null;
}

export interface AreaPapers {
  readonly office: string;
  /** The office's own area, then those directly in it. */
  readonly areas: readonly OfferedArea[];
}

/** How a paper stands, in a word. */
export interface PaperMark {
  readonly tone: 'act' | 'due' | 'flag' | 'safe' | 'quiet';
  readonly word: string;
}

/** What is its own in a sort of paper. `T`: as the server tells one. */
export interface AreaPaperSort<T extends AreaPaper = AreaPaper> {
  readonly path: string;
  /** Under which name the list tells them. */
  readonly listed: string;
  readonly icon: IconName;
  readonly words: PaperWords;
  fields(areas: readonly OfferedArea[]): FieldSet;
  /** What stands in a new one. */
  begun(office: string, today: string): FieldValues;
  title(one: T): string;
  /** Behind what stands in the list; without where. */
  line(one: T, today: string): string;
  mark(one: T, today: string): PaperMark | undefined;
  /** By what they are listed, the smallest first. */
  rank(one: T, today: string): string;
  /** What waits to be done about it. */
  asks?(one: T, today: string): string | undefined;
  /** A new one in its place; undefined: none is due. */
  renewal?(one: T, today: string): FieldValues | undefined;
}

export interface PaperWords {
  readonly title: string;
  readonly line: string;
  readonly none: string;
  readonly noneLine: string;
  readonly own: string;
  readonly ownNone: string;
  readonly add: string;
  readonly renew?: string;
  readonly writtenBy: string;
  readonly saved: string;
  readonly elsewhere: string;
}

/** What the office itself wrote, or what counts of those above it. */
export const inOrder = <T extends AreaPaper>(
  sort: AreaPaperSort<T>,
  papers: readonly T[],
  { office }: AreaPapers,
  own: boolean,
  today: string,
): readonly T[] =>
  papers
    .filter((one) => (own ? one.office === office : one.office !== office && one.voided_because === null))
    .toSorted((one, other) => (sort.rank(one, today) < sort.rank(other, today) ? -1 : 1));

export function officeLevel(office: string): 'country' | 'province' | 'district' {
  if (office === 'country') return 'country';
  return office.length > 2 ? 'district' : 'province';
}
