/**
 * What a unit's papers say of the evidence that a rubric of phases asks for: `api/records/coaching/phase_evidence.py` in
 * TypeScript; both read `phase_evidence.json` there, and `tests/vectors/phase_evidence.json`. Pure.
 */
import named from '@phase_evidence';
import type { FieldValues, Json } from '../core/types';
import { text, whole } from '../fields/field_values';

const WHOLE = 100;
const MONTHS = 12;

/** What a paper may say; of all else that a rubric asks for no officer's paper tells. */
export const SAID_BY_PAPERS: ReadonlySet<string> = new Set([
  ...[named.monitoring, named.percent, named.assistance].flatMap((names) => Object.keys(names)),
  'number.reports_in_time',
  'number.reached_of_target',
  'number.qol_improved_best_two',
  'number.months_operational',
]);

/** By the rubric's names; what no paper says is left out. */
export function phaseEvidence(
  monitoring: FieldValues,
  year: FieldValues,
  visits: readonly FieldValues[],
): { readonly [name: string]: Json } {
  const on = text(monitoring, 'on');
  const yearOf = yearCounted(monitoring);
  const months = monthsOver(yearOf, on);
  const gave = visitsBetween(yearOf, on, visits);
  const found: [string, Json][] = [
    ...eachOf(named.monitoring, (field) => counted(monitoring[field])),
    ...eachOf(named.percent, (field) => part(whole(monitoring, field), WHOLE)),
    ...eachOf(named.assistance, (field) => part(lastSaid(field, gave), WHOLE)),
    ['number.reports_in_time', part(whole(monitoring, 'reports_in_time'), months)],
    ['number.reached_of_target', part(whole(monitoring, 'clients'), whole(year, 'target_clients'))],
    ['number.qol_improved_best_two', bestTwo(named.domains.map((name) => whole(monitoring, name)))],
    ['number.months_operational', monthsBetween(text(year, 'operational_on'), on)],
  ];
  return Object.fromEntries(found.filter(([, one]) => one !== null));
}

const eachOf = (names: { readonly [name: string]: string }, say: (field: string) => Json): [string, Json][] =>
  Object.entries(names).map(([name, field]) => [name, say(field)]);

/** A word of the scale by its place from 0 on, several things by how many they are. */
function counted(said: Json | undefined): Json {
  if (Array.isArray(said)) return said.length;
  if (typeof said !== 'string') return said ?? null;
  const place = named.scale.indexOf(said);
  return place < 0 ? null : place;
}

const part = (found: number | null, of: number | null): Json => (found === null || of === null ? null : [found, of]);

/** Of the domains in which most improved; one alone is no two. */
function bestTwo(shares: readonly (number | null)[]): Json {
  const [best, next] = shares.filter((one) => one !== null).sort((one, other) => other - one);
  return best === undefined || next === undefined ? null : [best + next, 2 * WHOLE];
}

/** From the beginning of the year that is looked at to this day, the newest first. */
const visitsBetween = (year: number | null, on: string, visits: readonly FieldValues[]): readonly FieldValues[] =>
  visits
    .filter((one) => year !== null && String(year) <= text(one, 'on') && text(one, 'on') <= on)
    .sort((one, other) => (text(one, 'on') < text(other, 'on') ? 1 : -1));

/** By the first of these that gave it. */
function lastSaid(field: string, visits: readonly FieldValues[]): number | null {
  const last = visits.find((one) => whole(one, field) !== null);
  return last ? whole(last, field) : null;
}

/** Its own; of a year's start the one before, by which the year is measured. */
export function yearCounted(monitoring: FieldValues): number | null {
  const year = whole(monitoring, 'year');
  return year === null ? null : year - (monitoring['when'] === 'start' ? 1 : 0);
}

function monthsOver(year: number | null, on: string): number | null {
  if (!on || year === null) return null;
  return Number(on.slice(0, 4)) > year ? MONTHS : Number(on.slice(5, 7)) - 1;
}

/** Whole months; null where the first is not known, or not there yet. */
function monthsBetween(first: string, last: string): number | null {
  if (!first || first > last) return null;
  const over = MONTHS * (Number(last.slice(0, 4)) - Number(first.slice(0, 4)));
  return over + Number(last.slice(5, 7)) - Number(first.slice(5, 7)) - (last.slice(8) < first.slice(8) ? 1 : 0);
}
