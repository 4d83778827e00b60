/**
 * A client's code: six chance symbols of Crockford's alphabet (no I, L, O, U) and a check symbol by ISO 7064 MOD 37,36.
 * A help for people who read it aloud: never a key, not unique. Pure but for chance.
 */

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SYMBOLS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SHAPE = /^[0-9A-HJKMNP-TV-Z]{6}[0-9A-Z]$/;

/** Catches every single slip and every swap of neighbours. */
export function checkSymbol(symbols: string): string {
  let product = 36;
  for (const symbol of symbols) product = (((product + SYMBOLS.indexOf(symbol)) % 36 || 36) * 2) % 37;
  return SYMBOLS.charAt((37 - product) % 36);
}

/** `chance`: bytes to draw from; 256 is a multiple of 32, so every symbol is as likely. */
export function newCode(chance: Uint8Array = crypto.getRandomValues(new Uint8Array(6))): string {
  const symbols = Array.from(chance.subarray(0, 6), (byte) => CROCKFORD.charAt(byte % 32)).join('');
  return symbols + checkSymbol(symbols);
}

export const rightCode = (code: string): boolean => SHAPE.test(code) && checkSymbol(code.slice(0, 6)) === code[6];

/** As people read it: `7Q4M-K2-T`. */
export const showCode = (code: string): string =>
  code.length === 7 ? `${code.slice(0, 4)}-${code.slice(4, 6)}-${code.slice(6)}` : code;
