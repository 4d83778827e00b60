/** Reads what people type. Pure. */
import { foldPhrase } from '../../core/keys/secret';

/** An enrolment code: eight Crockford symbols, whatever the case and dashes; O is 0, I and L are 1. */
export function parseCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : undefined;
}

export const LABEL_MOST = 16;

/** What the lock screen calls her: short, and something. */
export function parseLabel(typed: string): string | undefined {
  const label = foldPhrase(typed);
  return label && [...label].length <= LABEL_MOST ? label : undefined;
}

/** A length of time to wait, rounded up to ten seconds: nobody comes too early, and it is read out in peace. */
export function waitParts(milliseconds: number): { minutes: number; seconds: number } {
  const seconds = Math.ceil(Math.max(0, milliseconds) / 10_000) * 10;
  return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}
