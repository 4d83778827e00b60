/** Comparison studies as an office is told them. Nothing of them is kept. */
import { same } from '../../core/store/canonical_json';
import type { Json, Problem } from '../../core/types';

export const ARMS = ['ibm', 'waiting', 'usual_care', 'other_village'] as const;
export const POINTS = ['start', 'm1', 'm3', 'm6', 'm12'] as const;
export type StudyArm = (typeof ARMS)[number];
export type StudyPoint = (typeof POINTS)[number];

/** As the nation's office writes it. */
export interface StudyText {
  readonly name: string;
  readonly question: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly arms: readonly StudyArm[];
  readonly points: readonly StudyPoint[];
  readonly instrument: string;
  readonly version: string;
  readonly ethics_no: string;
  readonly n_target: number;
}

export interface ToldStudy extends StudyText {
  readonly id: string;
  readonly shown_from: string;
}

interface DomainChange {
  readonly domain: string;
  readonly change: string;
}

export interface DomainDifference {
  readonly domain: string;
  readonly difference: string;
  readonly low: string;
  readonly high: string;
}

export interface ArmResult {
  readonly arm: StudyArm;
  readonly pairs: number | null;
  readonly lost: number | null;
  readonly changes: readonly DomainChange[];
  readonly differences: readonly DomainDifference[];
}

export interface ArmPeople {
  readonly arm: StudyArm;
  readonly started: number | null;
  readonly sexes: { readonly [sex: string]: number };
  readonly age_bands: { readonly [band: string]: number };
}

export interface StudyResults {
  readonly told: boolean;
  readonly shown_from: string;
  readonly least: number;
  readonly least_pairs: number;
  readonly people: readonly ArmPeople[];
  readonly points: readonly { readonly point: StudyPoint; readonly arms: readonly ArmResult[] }[];
}

export type StudyState = 'coming' | 'running' | 'closing' | 'over';

/** On this day. */
export function stateOf({ starts_on, ends_on, shown_from }: ToldStudy, today: string): StudyState {
  if (today < starts_on) return 'coming';
  if (today <= ends_on) return 'running';
  return today < shown_from ? 'closing' : 'over';
}

/** A domain in two arms; undefined: not told. */
export interface ComparedRow {
  readonly domain: string;
  readonly ibm: string | undefined;
  readonly other: string | undefined;
  readonly against: DomainDifference | undefined;
}

/** Every domain of the questionnaire, told or not. */
export function comparedRows(domains: readonly string[], ibm: ArmResult, other: ArmResult): readonly ComparedRow[] {
  const of = ({ changes }: ArmResult, domain: string): string | undefined =>
    changes.find((one) => one.domain === domain)?.change;
  return domains.map((domain) => ({
    domain,
    ibm: of(ibm, domain),
    other: of(other, domain),
    against: other.differences.find((one) => one.domain === domain),
  }));
}

/** How far an axis reaches on both sides of nought, so that each interval has room: a multiple of ten. */
export const reachOf = (rows: readonly ComparedRow[]): number =>
  Math.max(10, ...rows.flatMap(({ against }) => (against ? [against.low, against.high] : [])).map(outermost));

const outermost = (end: string): number => Math.ceil(Math.abs(Number(end)) / 10) * 10;

/** {field: its sentence}, of what the server refused. */
export function faultsIn(problem: Problem | undefined): { readonly [field: string]: string } {
  const faults = problem?.errors ?? [];
  return Object.fromEntries(faults.map(({ pointer, detail }) => [pointer.split('/')[1] ?? '', detail]).reverse());
}

/**
 * What a form goes on with when its study was read under an ETag: with that, as long as nothing was typed; what was typed
 * over an older one is not sent over a newer. `shown`: what the form began with.
 */
export function readUnder(shown: ToldStudy, now: ToldStudy, typed: StudyText | undefined) {
  const elsewhere = typed !== undefined && !same(asJson(shown), asJson(now));
  return { text: typed ?? now, elsewhere };
}

export const asJson = (text: StudyText): Json => text as unknown as Json;
