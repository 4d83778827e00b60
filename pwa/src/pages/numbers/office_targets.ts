/** What is wanted of an area's units in a year, and what it was before. */
import type { ApiAnswer, OfficeApi, OnlineApi } from '../../core/types';
import type { AreaLevel } from './told_numbers';

export interface TargetSet {
  /** Null: it was taken back. */
  readonly value: number | null;
  readonly set_at: string;
}

export const MEASURES = [
  'units_mapped',
  'units_advocated',
  'units_with_decree',
  'units_recruited',
  'units_trained',
  'units_operational',
  'agents_active',
  'agents_trained',
  'units_with_agreement',
  'units_with_documentation',
  'trainings_held',
  'agents_passed',
  'offices_trained',
] as const;

/** Proposed of what lies in an area: a single unit works or does not, but wants so many agents. */
export const firstMeasure = (level: AreaLevel): (typeof MEASURES)[number] =>
  level === 'regency' ? 'agents_active' : 'units_operational';

/** A number for which a target can be set. */
export interface TargetMeasure {
  readonly key: string;
  readonly name: string;
  /** It is told as a share, so the target is per cent. */
  readonly isShare?: boolean;
}

const PERCENT = 100;

/** What she typed, where it can be a target. */
export function targetTyped(typed: string, isShare = false): number | undefined {
  const value = /^[0-9]{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : undefined;
  return value !== undefined && isShare && value > PERCENT ? undefined : value;
}

export interface TargetName {
  readonly year: string;
  /** Empty: the country. */
  readonly place: string;
  readonly measure: string;
}

const pathOf = ({ year, place, measure }: TargetName): string => `/v1/targets/${year}/${place || 'country'}/${measure}`;

/** The newest first; empty where none was ever set. */
export const readTarget = (api: OnlineApi, name: TargetName): Promise<ApiAnswer<readonly TargetSet[]>> =>
  api.get(pathOf(name));

export const setTarget = (api: OfficeApi, name: TargetName, value: number | null): Promise<ApiAnswer<unknown>> =>
  api.put(pathOf(name), { value });
