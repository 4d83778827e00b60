/** The units that somebody coaches, by phase: worked out from their papers as they lie here. Pure. */
import { PHASES, rubricOf } from '../../coaching/phase_assessment/known_rubrics';
import { nextSteps, type PhaseStep } from '../../coaching/phase_assessment/next_steps';
import type { FieldValues } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { text, whole } from '../../fields/field_values';
import type { AskingFeed } from '../../records/caseload';

export interface BoardUnit {
  readonly feed: AskingFeed;
  /** By its newest assessment, which was of this year. Null: it was never assessed. */
  readonly reached: { readonly phase: string; readonly year: number } | null;
  /** What it wants to reach, as its newest year says. Null: it says nothing. */
  readonly target: string | null;
  /** What would bring it on, by its newest monitoring. Null: there is none. */
  readonly next: readonly PhaseStep[] | null;
}

export interface PhaseGroup {
  /** Null: not assessed yet. */
  readonly phase: string | null;
  readonly units: readonly BoardUnit[];
}

type Told = Pick<Lookups, 'rubrics' | 'today'>;

const MOMENTS = ['start', 'mid', 'end'];

function boardUnit(feed: AskingFeed, lookups: Told): BoardUnit {
  const of = (kind: string): FieldValues[] =>
    feed.records.filter((one) => one.kind === kind).map(({ fields }) => fields);
  const assessed = newest(of('phase_assessment'), (one) => moment(one));
  const wants = newest(of('unit_year'), (one) => [whole(one, 'year') ?? 0]);
  const phase = assessed && text(assessed, 'phase');
  const monitoring = newest(of('monitoring'), (one) => moment(one));
  return {
    feed,
    reached: assessed && phase ? { phase, year: whole(assessed, 'year') ?? 0 } : null,
    target: (wants && text(wants, 'target_phase')) || null,
    next: nextSteps(
      monitoring,
      of('unit_year'),
      of('assistance'),
      lookups.today,
      rubricOf((monitoring && whole(monitoring, 'year')) ?? 0, lookups),
    ),
  };
}

/** What was not assessed first, then from the first phase to the last; of one phase the farthest from its target first. */
export function phaseBoard(feeds: readonly AskingFeed[], lookups: Told): readonly PhaseGroup[] {
  const at = (phase: string | null): number => (phase === null ? -1 : PHASES.indexOf(phase));
  const behind = ({ target, reached }: BoardUnit): number => at(target) - at(reached?.phase ?? null);
  const units = feeds.map((feed) => boardUnit(feed, lookups)).sort((one, other) => behind(other) - behind(one));
  return [null, ...PHASES]
    .map((phase) => ({ phase, units: units.filter(({ reached }) => (reached?.phase ?? null) === phase) }))
    .filter(({ units: some }) => some.length > 0);
}

const moment = (one: FieldValues): number[] => [whole(one, 'year') ?? 0, MOMENTS.indexOf(text(one, 'when'))];

function newest(several: readonly FieldValues[], place: (one: FieldValues) => number[]): FieldValues | null {
  const later = (one: FieldValues, other: FieldValues): boolean => {
    const [mine, theirs] = [place(one), place(other)];
    const first = mine.findIndex((value, index) => value !== theirs[index]);
    return first >= 0 && (mine[first] ?? 0) > (theirs[first] ?? 0);
  };
  return several.reduce<FieldValues | null>((best, one) => (best === null || later(one, best) ? one : best), null);
}
