/** Initials and a soft colour for an alias: the same alias looks the same on every phone. Pure. */

/** How many soft colours the tokens hold. */
export const TONES = 6;

/** `Mas Wahyu` → `MW`, `Tia` → `TI`. */
export function initials(alias: string): string {
  const parts = alias.trim().split(/\s+/);
  const [first = '', second = ''] = parts;
  const letters = second ? [...first].slice(0, 1).concat([...second].slice(0, 1)) : [...first].slice(0, 2);
  return letters.join('').toLocaleUpperCase('id');
}

/** 0 … TONES − 1. */
export function tone(alias: string): number {
  let sum = 7;
  for (const letter of alias) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % TONES;
}
