/** A unit's life, step by step, and which paper takes the next one. Pure. */
import { trainsAgents } from '../../coaching/trained_agents';
import { LIFE_STEPS, type LifeStep, lifeDays } from '../../coaching/unit_steps';
import type { Role } from '../../core/types';
import type { AskingFeed } from '../../records/caseload';
import { newestOf } from '../../records/record_order';
import type { PageTarget } from '../page_context';

export interface LifePath {
  readonly taken: readonly LifeStep[];
  /** Undefined: the unit works. */
  readonly next: LifeStep | undefined;
  /** Who writes what takes it. */
  readonly by: 'district' | 'coordinator';
  /** What takes it; undefined: another role writes that. */
  readonly target: PageTarget | undefined;
}

/** Of one that works nothing is asked, whatever it took no paper for; its decree has a task of its own. */
export function lifePath(one: AskingFeed, role: Role, today: string): LifePath {
  const days = lifeDays(one.records, today);
  const next = days.operational ? undefined : LIFE_STEPS.find((step) => !days[step]);
  const target = next && targetOf(next, one);
  const by = NAMES_PEOPLE.has(target?.kind ?? '') ? 'coordinator' : 'district';
  return {
    taken: LIFE_STEPS.filter((step) => days[step]),
    next,
    by,
    target: role === by ? target : undefined,
  };
}

/** An officer is told nobody's name, so what names somebody is written by whoever leads the unit. */
const NAMES_PEOPLE: ReadonlySet<string> = new Set(['appointment', 'training_attendance']);

function targetOf(step: LifeStep, { id, records }: AskingFeed): PageTarget {
  const trained = records.some(trainsAgents) ? 'training_attendance' : 'training';
  const kinds = { mapped: 'village_profile', advocated: 'advocacy', decreed: 'decree', recruited: 'appointment' };
  if (step === 'trained') return { client: id, kind: trained };
  if (step !== 'operational') return { client: id, kind: kinds[step] };
  const year = newestOf(records, 'unit_year');
  const edits = year ? { record: year.id, editedAlone: 'operational_on' } : {};
  return { client: id, kind: 'unit_year', ...edits };
}
