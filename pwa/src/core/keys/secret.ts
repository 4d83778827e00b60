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

/** What can be typed on the keypad is a PIN, wherever it was typed. */
export const openerOf = (secret: string): UnlockMethod => (DIGITS.test(secret) ? 'pin' : 'phrase');
