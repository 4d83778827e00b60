/** Signs of danger in the coordinator's unit that nobody has closed yet. Online only: her phone does not hold them. */
import type { ApiAnswer, Id, OnlineApi } from '../../core/types';

export interface UnitAlert {
  readonly id: Id;
  readonly client: Id;
  readonly flags?: readonly string[] | null;
  readonly next_on?: string | null;
  readonly opened_on: string;
}

export const readAlerts = (api: OnlineApi): Promise<ApiAnswer<{ readonly items: readonly UnitAlert[] }>> =>
  api.get('/v1/alerts?status=open');
