/** Agreements for areas, and which of its own an office has to see to. Nothing of them is kept. Pure. */
import type { Id, OnlineApi } from '../../core/types';
import type { AreaPaper, AreaPapers } from './told_papers';

export interface AreaAgreement extends AreaPaper {
  readonly institution: Id;
  readonly institution_name: string;
  readonly number: string;
  /** From when another is to be seen to; null: one is there, or it counts nowhere. */
  readonly asked_from: string | null;
}

export interface AreaAgreements extends AreaPapers {
  readonly agreements: readonly AreaAgreement[];
}

/** In the order in which they are listed. */
export const STATES = ['ending', 'valid', 'coming', 'over', 'voided'] as const;
export type AgreementState = (typeof STATES)[number];

export const readAgreements = (api: OnlineApi) => api.get<AreaAgreements>('/v1/area-agreements');

/** `ending`: it holds, and another is to be seen to. */
export function stateOf(one: AreaAgreement, today: string): AgreementState {
  if (one.voided_because !== null) return 'voided';
  if (one.ends_on < today) return 'over';
  if (today < one.starts_on) return 'coming';
  return one.asked_from !== null && one.asked_from <= today ? 'ending' : 'valid';
}

/** How many of its own end soon and have no other in their place. */
export const endingSoon = ({ office, agreements }: AreaAgreements, today: string): number =>
  agreements.filter((one) => one.office === office && stateOf(one, today) === 'ending').length;
