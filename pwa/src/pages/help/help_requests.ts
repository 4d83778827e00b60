/** What people without a name asked of the unit. Online only: it lies on no phone. */
import type { ApiAnswer, Id, OnlineApi } from '../../core/types';

export interface HelpRequest {
  readonly id: Id;
  readonly asked_on: string;
  readonly due_on: string;
  readonly who: string;
  readonly about: readonly string[];
  readonly reach: string;
  /** Told to whoever took it alone. */
  readonly place_hint?: string | null;
  readonly phone?: string | null;
  readonly danger: boolean;
  readonly step: 'waiting' | 'taken' | 'answered';
  readonly taken_by?: Id | null;
  readonly answer?: string | null;
}

export const ANSWER_MOST = 500;

/** What waits for an answer first, the longest first. */
export const readHelpRequests = (api: OnlineApi): Promise<ApiAnswer<readonly HelpRequest[]>> =>
  api.get('/v1/help-requests');

export const takeHelpRequest = (api: OnlineApi, id: Id): Promise<ApiAnswer<HelpRequest>> =>
  api.post(`/v1/help-requests/${id}/take`, {});

export const answerHelpRequest = (api: OnlineApi, id: Id, answer: string): Promise<ApiAnswer<HelpRequest>> =>
  api.post(`/v1/help-requests/${id}/answer`, { answer });

/** What her day tells: not answered, and nobody's or hers; danger first, then by the day. */
export const dueOf = (all: readonly HelpRequest[], me: Id): readonly HelpRequest[] =>
  all
    .filter(({ step, taken_by }) => step === 'waiting' || (step === 'taken' && taken_by === me))
    .toSorted((one, other) => Number(other.danger) - Number(one.danger) || one.due_on.localeCompare(other.due_on));
