/** How much a text may hold, counted in letters as people count them. What is too long is told, and nothing is cut off. Pure. */
import { words } from '../words';
import { isBlank } from './blank_text';

/** A reason: one or two sentences, as the server takes them. */
export const REASON_MOST = 500;

export const lettersOf = (text: string): number => [...text].length;

export const tooLong = (text: string, most: number): string | undefined =>
  lettersOf(text) > most ? words.faults.long(most) : undefined;

/** What is wrong with a reason that has to be given. */
export const reasonFault = (text: string): string | undefined =>
  !isBlank(text) ? tooLong(text.trim(), REASON_MOST) : words.faults.reason;
