/** What clients of the unit ask about their own data. Online only, and for whoever leads the unit alone. */
import type { ApiAnswer, Id, OnlineApi } from '../../core/types';

export interface RightsRequest {
  readonly id: Id;
  readonly client: Id;
  readonly right: string;
  readonly said?: string | null;
  readonly asked_at: string;
  readonly due_at: string;
  readonly outcome?: string | null;
  readonly answer?: string | null;
}

const OUTCOMES = ['done', 'partly', 'declined'] as const;
export type RightsOutcome = (typeof OUTCOMES)[number];
export const ANSWER_MOST = 500;

/** What waits first, by its hour. */
export const readRights = (api: OnlineApi): Promise<ApiAnswer<readonly RightsRequest[]>> =>
  api.get('/v1/rights-requests');

/** The answer; `carried`: what she asked for is done with it, of agreements those that she names. */
export const answerRight = (
  api: OnlineApi,
  id: Id,
  outcome: RightsOutcome,
  answer: string,
  carried?: { readonly layers: readonly string[] },
): Promise<ApiAnswer<RightsRequest>> =>
  api.post(`/v1/rights-requests/${id}/answer`, {
    outcome,
    answer,
    ...(carried ? { carry_out: true, ...(carried.layers.length ? { layers: [...carried.layers] } : {}) } : {}),
  });

/** What is done at once, in her case. */
export const isCarriedOut = (right: string): right is 'stop' | 'limit' | 'erase' =>
  ['stop', 'limit', 'erase'].includes(right);

/** What she may be told without anything being done here: of what only this answer does, not that it is done. */
export const outcomesOf = (right: string): readonly RightsOutcome[] =>
  OUTCOMES.filter((one) => one !== 'done' || !['stop', 'erase'].includes(right));

export const waitingRights = (all: readonly RightsRequest[]): readonly RightsRequest[] =>
  all.filter(({ outcome }) => !outcome);
