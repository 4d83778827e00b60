/** A paper that holds for several units is written into the papers of each, under one `series`. Pure. */
import type { Casebook, FieldValues, Id, Json, RecordView } from '../core/types';
import type { SavedAlongside } from '../forms/record_kind';
import { coachingId } from '../records/caseload';

/** Kept beside the fields of the form. */
export const unitsChosen = (extra: Json): readonly Id[] => {
  const units = extra && typeof extra === 'object' ? (extra as FieldValues)['units'] : undefined;
  return Array.isArray(units) ? units.filter((one) => typeof one === 'string') : [];
};

/** `own`: what it says in a unit by that unit's papers, in place of what the first one's say; undefined: it is there. */
export const inOtherUnits = (
  kind: string,
  fields: FieldValues,
  extra: Json,
  book: Pick<Casebook, 'caseOf'>,
  own: (papers: readonly RecordView[]) => FieldValues | undefined = () => ({}),
): readonly SavedAlongside[] =>
  unitsChosen(extra).flatMap((unit) => {
    const feed = coachingId(unit);
    const more = own(book.caseOf(feed).filter(({ voided }) => !voided));
    return more ? [{ kind, feed, set: { ...fields, ...more } }] : [];
  });
