import { expect, test } from 'vitest';
import { checkSymbol, newCode, rightCode, showCode } from './client_code';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

test('a code worked by hand: 7Q4MK2 has the check symbol H', () => {
  // P=36 · 7: 36+7=43→7, 2·7=14 · Q(26): 14+26=40→4, 8 · 4: 12, 24 · M(22): 46→10, 20 · K(20): 40→4, 8 · 2: 10, 20
  // (P + check) mod 36 = 1 → check = 37 − 20 = 17 = H
  expect(checkSymbol('7Q4MK2')).toBe('H');
  expect(rightCode('7Q4MK2H')).toBe(true);
});

test('zeros worked by hand: a sum of 36 stays 36, and the symbol is R', () => {
  // 36+0=36→36, 72 mod 37=35 · 35, 33 · 33, 29 · 29, 21 · 21, 5 · 5, 10 · check = 37 − 10 = 27 = R
  expect(checkSymbol('000000')).toBe('R');
});

test('the published example of the Global Release Identifier', () => {
  expect(checkSymbol('A12425GABC1234002')).toBe('M');
});

test('a code made here is right, and every symbol can come', () => {
  const seen = new Set<string>();
  for (let byte = 0; byte < 256; byte += 1) {
    const code = newCode(new Uint8Array(6).fill(byte));
    expect(rightCode(code)).toBe(true);
    seen.add(code.charAt(0));
  }
  expect([...seen].sort().join('')).toBe(CROCKFORD);
  expect(rightCode(newCode())).toBe(true);
});

test('every single slip is caught', () => {
  const right = '7Q4MK2H';
  for (let place = 0; place < 6; place += 1) {
    for (const symbol of CROCKFORD) {
      const slip = right.slice(0, place) + symbol + right.slice(place + 1);
      expect(rightCode(slip)).toBe(slip === right);
    }
  }
});

test('every swap of two neighbours is caught', () => {
  const right = '7Q4MK2H';
  for (let place = 0; place < 5; place += 1) {
    const swapped = right.slice(0, place) + right.charAt(place + 1) + right.charAt(place) + right.slice(place + 2);
    expect(rightCode(swapped)).toBe(swapped === right);
  }
});

test('a code is read in three groups', () => {
  expect(showCode('7Q4MK2T')).toBe('7Q4M-K2-T');
  expect(showCode('odd')).toBe('odd');
});

test('letters that look like digits are never part of a code', () => {
  for (const odd of ['IQ4MK2H', 'LQ4MK2H', 'OQ4MK2H', 'UQ4MK2H', '7q4mk2h', '7Q4MK2'])
    expect(rightCode(odd)).toBe(false);
});
