/** Agreements for areas as an office is told them, and which of its own end soon. Nothing of them is kept. Pure. */
import type { Id, OnlineApi } from '../../core/types';

export interface AgreedArea {
  readonly code: string;
  readonly name: string;
}

export interface AreaAgreement {
  readonly id: Id;
  /** The area of the office that wrote it; `country`: the nation's. */
  readonly office: string;
  readonly office_name: string;
  readonly institution: Id;
  readonly institution_name: string;
  readonly number: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly region_names: readonly string[];
  /** From when another is to be seen to; null: one is there, or it counts nowhere. */
  readonly asked_from: string | null;
  readonly voided_because: string | null;
}

export interface AreaAgreements {
  readonly office: string;
  /** The office's own area, then those directly in it. */
  readonly areas: readonly AgreedArea[];
  readonly agreements: readonly AreaAgreement[];
}

/** In the order in which they are listed. */
const STATES = ['ending', 'valid', 'coming', 'over', 'voided'] as const;
export type AgreementState = (typeof STATES)[number];

export const readAgreements = (api: OnlineApi) => api.get<AreaAgreements>('/v1/area-agreements');

/** `ending`: it holds, and another is to be seen to. */
export function stateOf(one: AreaAgreement, today: string): AgreementState {
  if (one.voided_because !== null) return 'voided';
  if (one.ends_on < today) return 'over';
  if (today < one.starts_on) return 'coming';
  return one.asked_from !== null && one.asked_from <= today ? 'ending' : 'valid';
}

/** What the office itself wrote, or what counts of those above it; what ends first comes first. */
export function inOrder({ office, agreements }: AreaAgreements, own: boolean, today: string): readonly AreaAgreement[] {
  const rank = (one: AreaAgreement): string => `${STATES.indexOf(stateOf(one, today))} ${one.ends_on} ${one.id}`;
  return agreements
    .filter((one) => (own ? one.office === office : one.office !== office && one.voided_because === null))
    .toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** How many of its own end soon and have no other in their place. */
export const endingSoon = (told: AreaAgreements, today: string): number =>
  inOrder(told, true, today).filter((one) => stateOf(one, today) === 'ending').length;
