/** Why something did not go, in a sentence; nothing where it went. */
import type { ApiAnswer } from '../core/types';
import { problemText } from '../words/problem_text';

export function refusalText(came: ApiAnswer<unknown>, weather: string): string {
  if (came.is === 'answer') return '';
  return came.is === 'offline' ? weather : problemText(came.problem);
}
