/** Which institutions were guided, beside the agreement with each: from the papers of all units that somebody follows. Pure. */
import type { Id, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { isGiven, text } from '../../fields/field_values';
import type { AskingFeed } from '../../records/caseload';
import { newestFirst } from '../../records/record_order';

export interface GuidedInstitution {
  readonly id: Id;
  readonly name: string;
  /** The last day of the agreement that holds longest; empty: none was written down. */
  readonly agreedUntil: string;
  /** Held for it, newest first; one that was held for several units stands once. */
  readonly trainings: readonly RecordView[];
}

/** By name: each with which there is an agreement, or for which a training was held. */
export function guidedInstitutions(feeds: readonly AskingFeed[], { partner }: Lookups): readonly GuidedInstitution[] {
  const papers = feeds.flatMap(({ records }) => records).filter(({ fields }) => isGiven(fields, 'institution'));
  const ids = [...new Set(papers.map(({ fields }) => text(fields, 'institution')))];
  return ids
    .map((id) => ({
      id,
      name: partner(id),
      ...guidanceOf(papers.filter((one) => text(one.fields, 'institution') === id)),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'id'));
}

function guidanceOf(papers: readonly RecordView[]): Pick<GuidedInstitution, 'agreedUntil' | 'trainings'> {
  const ends = papers.filter(({ kind }) => kind === 'agreement').map(({ fields }) => text(fields, 'ends_on'));
  const held = papers.filter(({ kind }) => kind === 'training');
  const once = new Map(held.map((one) => [text(one.fields, 'series') || one.id, one]));
  return { agreedUntil: ends.toSorted().at(-1) ?? '', trainings: newestFirst([...once.values()]) };
}
