import type { Problem } from '../core/types.ts';
import { words } from './index';

/**
 * The server's own sentences: what is wrong at each place where it points at some, else the one over all of them. Where
 * something between the phone and the server answered, there is none.
 */
export const problemText = ({ detail, title, errors }: Problem): string =>
  [...new Set(errors?.map((one) => one.detail))].join(' ') || detail || title || words.faults.noSentence;
