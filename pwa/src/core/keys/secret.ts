/** What opens the keys: a PIN's digits or a pass phrase. Both become the same bytes, so one can stand where the other did. */

import type { UnlockMethod } from '../types.ts';

export const PIN_LEAST = 6;
export const PIN_MOST = 12;
export const PHRASE_LEAST = 12;
export const PHRASE_MOST = 200;

const DIGITS = new RegExp(`^[0-9]{${PIN_LEAST},${PIN_MOST}}$`);

/** The same phrase, however it was spaced and whichever way its letters were composed. Its capitals count. */
export const foldPhrase = (typed: string): string => typed.normalize('NFC').trim().replace(/\s+/gu, ' ');

/** Counted as people count letters, spaces among them. */
export const longEnough = (phrase: string): boolean => [...phrase].length >= PHRASE_LEAST;

/** Of those that people choose first, what no rule below finds: across and down the keypad, the day of independence. */
const CHOSEN_FIRST = ['123321', '147258', '258369', '159753', '147896', '170845', '171945', '123654', '112358'];

/** One step again and again, a few digits again and again, or three pairs: a finder of the phone tries these first. */
export function isGuessable(pin: string): boolean {
  if (openerOf(pin) === 'phrase') return false;
  const steps = [...pin].map((digit, i) => (Number(pin[i + 1] ?? digit) - Number(digit) + 10) % 10).slice(0, -1);
  if (new Set(steps).size === 1 || CHOSEN_FIRST.includes(pin)) return true;
  return /^(\d{1,4})\1+$/.test(pin) || /^(\d)\1(\d)\2(\d)\3$/.test(pin);
}

/** What can be typed on the keypad is a PIN, wherever it was typed. */
export const openerOf = (secret: string): UnlockMethod => (DIGITS.test(secret) ? 'pin' : 'phrase');
