/** The form lies in the page, so that a line that breaks in between takes no question away. Pure. */
import newest from '@ballots/satisfaction-2017.json';

export interface SurveyElement {
  readonly key: string;
  readonly question: string;
  readonly answers: readonly string[];
}

export const ELEMENTS: readonly SurveyElement[] = newest.elements;
export const SAID_MOST = newest.said_most;

/** {element: 1 to 4}. */
export type Marks = { readonly [key: string]: number };

/** What travels: a line that says nothing is left out. */
export function ballotOf(code: string, answers: Marks, said: string) {
  const line = said.trim();
  return { code, answers, ...(line ? { said: line } : {}) };
}

/** Ten symbols, however they were grouped. */
export const isWhole = (code: string): boolean => code.replace(/[\s-]/g, '').length === 10;
