/** Who of the unit wants to be heard, and how its people were: for whoever leads it alone, online only. */
import type { ApiAnswer, OnlineApi } from '../../core/types';

export interface TeamCall {
  readonly id: string;
  readonly name: string;
  readonly threatened: boolean;
  readonly wants_talk: boolean;
  readonly asked_on: string;
  readonly heard_on: string | null;
}

export interface UnitCare {
  readonly month: string;
  readonly answered: number | null;
  readonly heavy: number | null;
  readonly low: number | null;
  readonly calls: readonly TeamCall[];
}

const PATH = '/v1/team-care';

export const readUnitCare = (api: OnlineApi): Promise<ApiAnswer<UnitCare>> => api.get(`${PATH}/unit`);
export const hearCall = (api: OnlineApi, { id }: TeamCall): Promise<ApiAnswer<unknown>> =>
  api.post(`${PATH}/calls/${id}/heard`, {});

export const waitingCalls = ({ calls }: UnitCare): readonly TeamCall[] => calls.filter(({ heard_on }) => !heard_on);
