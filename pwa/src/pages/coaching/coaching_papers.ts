/** A unit's coaching papers as its page shows them. Pure. */

import { coachingKinds } from '../../coaching/coaching_kinds';
import type { Casebook, Id, RecordView, Role } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { mayWrite } from '../../forms/declared_kinds';
import type { RecordKind } from '../../forms/record_kind';
import { type AskingFeed, askingFeed, coachingId, feedName, isCoachingFeed } from '../../records/caseload';
import { type NextStep, stepsFor } from '../../records/next_steps';

/** The order in which they are looked through; what a visit to the unit fills in stands together. */
const GROUPS = {
  unit: ['unit_year', 'village_profile', 'advocacy', 'decree', 'appointment'],
  training: ['training', 'training_attendance'],
  visit: ['monitoring', 'unit_problem', 'swot', 'assistance', 'unit_action', 'assistance_result', 'phase_assessment'],
  reports: ['month_report'],
  money: ['agreement', 'funding'],
} as const;

export interface PaperSort {
  readonly kind: RecordKind;
  /** Newest first. */
  readonly papers: readonly RecordView[];
  readonly writes: boolean;
}

export interface PaperGroup {
  readonly name: keyof typeof GROUPS;
  readonly sorts: readonly PaperSort[];
}

/** Each unit's, in the order of their names; also of a unit about which nothing is written yet. */
export const coachingFeeds = (book: Casebook): readonly AskingFeed[] =>
  [...new Set([...book.feeds().filter(isCoachingFeed), ...unitsOf(book).map(coachingId)])]
    .map((feed) => askingFeed(book, feed, feedName(book, feed) ?? ''))
    .sort((one, other) => one.alias.localeCompare(other.alias, 'id'));

/** Who leads a unit has its papers alone; an agent has none. */
function unitsOf(book: Casebook): readonly Id[] {
  const { agent, unit } = book.me();
  if (unit) return agent.role === 'coordinator' ? [unit.id] : [];
  return (book.reference()?.units ?? []).map(({ id }) => id);
}

export const groupsOf = ({ records }: AskingFeed, role: Role): readonly PaperGroup[] =>
  Object.entries(GROUPS).map(([name, kinds]) => ({
    name: name as keyof typeof GROUPS,
    sorts: coachingKinds
      .filter(({ kind }) => (kinds as readonly string[]).includes(kind))
      .map((kind) => ({
        kind,
        papers: records.filter((one) => one.kind === kind.kind),
        writes: mayWrite(kind.kind, role) && !(role === 'district' && namesSomebody(kind)),
      })),
  }));

/** An officer is told nobody's name, so a form that needs one would be none for her. */
const namesSomebody = ({ fields }: RecordKind): boolean =>
  fields.some(({ type, required }) => type === 'person' && required);

/** What is asked of this role. */
export const askedOf = (one: AskingFeed, lookups: Lookups, role: Role): readonly NextStep[] =>
  stepsFor(one, lookups, [role]);
