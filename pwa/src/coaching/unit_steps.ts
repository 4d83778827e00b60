/** How far a unit has come in its life, by its papers: since when each step is taken. `api/numbers/unit_facts.py` reads
 * them alike, and beside them who belongs to the unit, which no paper says. Pure. */
import type { FieldValues, RecordView } from '../core/types';
import { text } from '../fields/field_values';
import { newestOf } from '../records/record_order';
import { holdsOn } from './decree';
import { trainedSince } from './trained_agents';

/** In the order in which a unit takes them. */
export const LIFE_STEPS = ['mapped', 'advocated', 'decreed', 'recruited', 'trained', 'operational'] as const;
export type LifeStep = (typeof LIFE_STEPS)[number];
/** Its first day, `YYYY-MM-DD`; undefined: not taken yet, or, of a decree and of its work, not any more. */
export type LifeDays = { readonly [step in LifeStep]: string | undefined };

export function lifeDays(records: readonly RecordView[], today: string): LifeDays {
  const of = (kind: string): FieldValues[] => records.filter((one) => one.kind === kind).map(({ fields }) => fields);
  const proved = (kind: string, day: string): string[] => of(kind).map((one) => text(one, day));
  const said = (step: LifeStep): string[] => proved('unit_year', `${step}_on`);
  const formed = of('decree').filter((one) => one['sort'] === 'unit_formation' && holdsOn(one, today));
  return {
    mapped: first([...proved('village_profile', 'on'), ...said('mapped')]),
    advocated: first([...proved('advocacy', 'on'), ...said('advocated')]),
    decreed: first(formed.map((one) => text(one, 'starts_on'))),
    recruited: first([...proved('appointment', 'starts_on'), ...said('recruited')]),
    trained: first([...trainedDays(records, today), ...said('trained')]),
    operational: worksSince(newestOf(records, 'unit_year')?.fields ?? {}),
  };
}

/** Whether the unit works and did so in this month, so that its report is waited for. */
export function owesMonth(records: readonly RecordView[], month: string): boolean {
  const since = worksSince(newestOf(records, 'unit_year')?.fields ?? {});
  return since !== undefined && since.slice(0, month.length) <= month;
}

/** Since when each of its trained agents is one. */
const trainedDays = (records: readonly RecordView[], today: string): string[] =>
  [...trainedSince(records).values()].filter((since) => since <= today);

function worksSince(year: FieldValues): string | undefined {
  const since = text(year, 'operational_on');
  const over = [text(year, 'paused_on'), text(year, 'ended_on')].some((day) => day && day >= since);
  return over ? undefined : since || undefined;
}

const first = (days: readonly string[]): string | undefined => days.filter(Boolean).toSorted()[0];
