/** What a page of numbers asks the server for. Nothing of it is kept. */
import type { ApiAnswer, OnlineApi } from '../../core/types';
import type { AreaLevel, AreaStep, NumberLine, QuarterNumbers } from './told_numbers';

interface ReportMeasure {
  readonly key: string;
  readonly of_which?: readonly unknown[];
  readonly any?: readonly unknown[];
  readonly ended_on?: string;
}

interface ReportDefinitions {
  readonly numbers: readonly NumberLine[];
  readonly measures: readonly ReportMeasure[];
}

/** Which numbers there are, and which of them are shares. */
export interface NumberDefinitions {
  readonly lines: readonly NumberLine[];
  readonly shares: ReadonlySet<string>;
}

const isShare = ({ of_which, any, ended_on }: ReportMeasure): boolean =>
  Boolean(of_which?.length || any?.length || ended_on);

export async function readDefinitions(api: OnlineApi): Promise<ApiAnswer<NumberDefinitions>> {
  const came = await api.get<ReportDefinitions>('/v1/policies/report_definitions');
  if (came.is !== 'answer') return came;
  const shares = new Set(came.body.measures.filter(isShare).map(({ key }) => key));
  return { ...came, body: { lines: came.body.numbers, shares } };
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
