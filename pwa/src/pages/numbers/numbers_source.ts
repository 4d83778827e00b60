/** What a page of numbers asks the server for. Nothing of it is kept. */
import type { ApiAnswer, OnlineApi } from '../../core/types';
import type { AreaLevel, AreaStep, NumberLine, QuarterNumbers } from './told_numbers';
import type { UnitFunnel, UnitPhases } from './unit_progress';

interface ToldDefinitions {
  readonly lines: readonly NumberLine[];
}

/** Which numbers there are, and what they mean. */
export async function readDefinitions(api: OnlineApi): Promise<ApiAnswer<readonly NumberLine[]>> {
  const came = await api.get<ToldDefinitions>('/v1/policies/told_numbers');
  return came.is === 'answer' ? { ...came, body: came.body.lines } : came;
}

/** Behind the question mark. */
export function queryOf(level: AreaLevel, { area }: AreaStep, span?: string, measure?: string): string {
  const asked = { level, ...(area ? { area } : {}), ...(span ? { span } : {}), ...(measure ? { measure } : {}) };
  return `?${new URLSearchParams(asked)}`;
}

export const readNumbers = (
  api: OnlineApi,
  level: AreaLevel,
  step: AreaStep,
  span?: string,
  measure?: string,
): Promise<ApiAnswer<QuarterNumbers>> => api.get(`/v1/numbers${queryOf(level, step, span, measure)}`);

/** The area's own numbers, and those of the areas in it. */
export interface AreaQuarter {
  readonly own: QuarterNumbers;
  readonly inside: QuarterNumbers | undefined;
}

export async function readArea(
  api: OnlineApi,
  step: AreaStep,
  inside: AreaLevel | undefined,
  span?: string,
): Promise<ApiAnswer<AreaQuarter>> {
  const [own, within] = await Promise.all([
    readNumbers(api, step.level, step, span),
    inside ? readNumbers(api, inside, step, span) : undefined,
  ]);
  if (own.is !== 'answer') return own;
  if (within && within.is !== 'answer') return within;
  return { ...own, body: { own: own.body, inside: within?.body } };
}

/** How far units have come. */
export interface UnitProgress {
  readonly funnel: UnitFunnel;
  readonly phases: UnitPhases;
}

export async function readProgress(api: OnlineApi, { area }: AreaStep, year: string): Promise<ApiAnswer<UnitProgress>> {
  const query = `?${new URLSearchParams({ year, ...(area ? { area } : {}) })}`;
  const [funnel, phases] = await Promise.all([
    api.get<UnitFunnel>(`/v1/funnel${query}`),
    api.get<UnitPhases>(`/v1/phases${query}`),
  ]);
  if (funnel.is !== 'answer') return funnel;
  return phases.is === 'answer' ? { ...phases, body: { funnel: funnel.body, phases: phases.body } } : phases;
}
