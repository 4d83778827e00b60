/** What units did in public, as a list: what, where, how many came, and what was talked about. Pure. */
import { many, text } from '../../fields/field_values';
import { sayField } from '../../fields/say_field';
import { kind } from '../../records/outreach';
import { addMonths } from '../../words/format';
import { deskLookups } from '../desk/desk_inbox';
import type { ToldRecord } from '../desk/told_records';

export interface OutreachRow {
  readonly id: string;
  readonly title: string;
  readonly line: string;
}

const YEAR = 12; // months

/** A year before this day; the last of its month where that year has no such day. */
export const yearBefore = (today: string): string => addMonths(today, -YEAR);

/** The newest first. `names`: of units, by id. */
export function outreachRows(
  told: readonly ToldRecord[],
  names: ReadonlyMap<string, string>,
  today: string,
): OutreachRow[] {
  const lookups = deskLookups(today);
  return told
    .toSorted((one, other) => text(other, 'on').localeCompare(text(one, 'on')) || other.id.localeCompare(one.id))
    .map((one) => {
      const view = { id: one.id, kind: kind.kind, fields: one, at: one.changed_at };
      const topics = many(one, 'topics').length ? sayField(kind, 'topics', one['topics'], lookups) : '';
      const parts = [kind.line(view as never, lookups), names.get(text(one, 'unit')), topics];
      return { id: one.id, title: kind.title(view as never, lookups), line: parts.filter(Boolean).join(' · ') };
    });
}
