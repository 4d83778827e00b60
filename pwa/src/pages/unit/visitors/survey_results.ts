/** What was said of the unit's services, as the server shows it: nothing where somebody could be told by it. */
import form from '@ballots/satisfaction-2017.json';
import type { ApiAnswer, OnlineApi } from '../../../core/types';

export interface SurveyResult {
  readonly month: string;
  readonly service: string;
  readonly answered?: number | null;
  readonly invited?: number | null;
  readonly means?: { readonly [element: string]: string } | null;
  readonly index?: string | null;
  readonly grade?: string | null;
  readonly said?: readonly string[] | null;
}

export interface SurveyCode {
  readonly code: string;
  readonly until: string;
}

/** Of the newest month that is shown. */
export const readSurvey = (api: OnlineApi): Promise<ApiAnswer<readonly SurveyResult[]>> =>
  api.get('/v1/ballots/results');

export const makeSurveyCode = (api: OnlineApi, service: string, attempt: string): Promise<ApiAnswer<SurveyCode>> =>
  api.post('/v1/ballots/codes', { service, attempt });

export const SERVICES: readonly string[] = form.services;

/** The elements that have a mean, in the order of the form. */
export const meansOf = ({ means }: SurveyResult): readonly { readonly question: string; readonly mean: string }[] =>
  form.elements.flatMap(({ key, question }) => (means?.[key] ? [{ question, mean: means[key] }] : []));
