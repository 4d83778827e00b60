/** The number on a member's card: nine symbols by chance and a check symbol. `api/ballots/study_number.py` reads the same. */
import { checkSymbol } from '../../../records/client/client_code';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SHAPE = /^[0-9A-HJKMNP-TV-Z]{10}$/;
const CHANCE = 9;

/** One whose check symbol nobody mistakes for a digit. */
export function newNumber(chance: () => Uint8Array = () => crypto.getRandomValues(new Uint8Array(CHANCE))): string {
  for (;;) {
    const symbols = Array.from(chance(), (byte) => CROCKFORD.charAt(byte % 32)).join('');
    const check = checkSymbol(symbols);
    if (CROCKFORD.includes(check)) return symbols + check;
  }
}

/** As it was meant: case, dashes and the letters that look like digits are forgiven. */
export const plainNumber = (typed: string): string =>
  typed.toUpperCase().replace(/[- ]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

export function rightNumber(typed: string): boolean {
  const number = plainNumber(typed);
  return SHAPE.test(number) && checkSymbol(number.slice(0, -1)) === number.at(-1);
}

/** In fours, to be read aloud. */
export const showNumber = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1-');
