import fc from 'fast-check';
import qrcode from 'qrcode-generator';
import { expect, test } from 'vitest';
import { qrCode } from './qr_code';

/** Of the library, by the same bytes. */
function theirs(text: string): boolean[][] {
  const made = qrcode(0, 'M');
  made.addData(String.fromCharCode(...new TextEncoder().encode(text)), 'Byte');
  made.make();
  const size = made.getModuleCount();
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => made.isDark(row, column)),
  );
}

/** What its corner says of its mask. */
const maskOf = (code: readonly (readonly boolean[])[]): number =>
  [2, 3, 4].reduce((bits, column) => bits * 2 + Number(code[8]?.[column]), 0) ^ 0b101;

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i * j) % 3) + ((i + j) % 2)) % 2 === 0,
];

/** Where they differ once both are laid under the same mask, and the words about the mask are left out. */
function differences(text: string): number {
  const [one, other] = [qrCode(text), theirs(text)];
  expect(one.length).toBe(other.length);
  const changed = [MASKS[maskOf(one)], MASKS[maskOf(other)]] as const;
  return one.flatMap((line, row) =>
    line.filter((dark, column) => {
      const masked = (changed[0]?.(row, column) ?? false) !== (changed[1]?.(row, column) ?? false);
      const same = dark === other[row]?.[column];
      const wrong = isFixed(row, column, one.length) ? !same : same === masked;
      return wrong && !isFormat(row, column, one.length);
    }),
  ).length;
}

const isFormat = (row: number, column: number, size: number): boolean =>
  (row === 8 && (column < 9 || column >= size - 8)) || (column === 8 && (row < 9 || row >= size - 8));

/** Corners, lines between them, marks and the number of the version lie under no mask. */
function isFixed(row: number, column: number, size: number): boolean {
  const version = (size - 17) / 4;
  if (row === 6 || column === 6) return true;
  if ((row < 9 && (column < 9 || column >= size - 8)) || (row >= size - 8 && column < 9)) return true;
  if (version >= 7 && ((row < 6 && column >= size - 11) || (column < 6 && row >= size - 11))) return true;
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const marks = version === 1 ? [] : [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - at * step)];
  const inCorner = (up: number, along: number): boolean =>
    (up === 6 && along === 6) || (up === 6 && along === size - 7) || (up === size - 7 && along === 6);
  return marks.some((up) =>
    marks.some((along) => !inCorner(up, along) && Math.abs(row - up) < 3 && Math.abs(column - along) < 3),
  );
}

test.each([
  '7Q4M-K2TX',
  'http://127.0.0.1:8000/tanya#5psk9t',
  'R-12\n2026-11-23\nKlinik BNN Lerep (contoh)',
  '',
  'é ñ ☂',
])('%j is what a library makes of it', (text) => expect(differences(text)).toBe(0));

test('and so is every length up to the largest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2331 }), fc.integer({ min: 32, max: 122 }), (length, first) => {
      const text = Array.from({ length }, (_, at) => String.fromCharCode(32 + ((first + at * 7) % 91))).join('');
      expect(differences(text)).toBe(0);
    }),
    { numRuns: 12 },
  );
  expect(() => qrCode('x'.repeat(2332))).toThrow(RangeError);
});
