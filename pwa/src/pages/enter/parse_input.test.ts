import { expect, test } from 'vitest';
import { parseCode, parseLabel, waitParts } from './parse_input';

test('a code is understood with or without dash, in any case, with letters that look like digits', () => {
  expect(parseCode('7q4m-k2t9')).toBe('7Q4MK2T9');
  expect(parseCode(' oil0 1234 ')).toBe('01101234');
});

test('what cannot be a code is said before the network is asked', () => {
  for (const typed of ['', '7Q4M', '7Q4MK2T99', '7Q4MK2T!', 'UUUUUUUU']) expect(parseCode(typed)).toBeUndefined();
});

test('a label for the lock screen is a short word or two', () => {
  expect(parseLabel('  Melati   Putih ')).toBe('Melati Putih');
  for (const typed of ['', '   ', 'Melati Putih Sekali']) expect(parseLabel(typed)).toBeUndefined();
});

test('a wait is told in minutes and seconds, never too short', () => {
  expect(waitParts(60_000)).toEqual({ minutes: 1, seconds: 0 });
  expect(waitParts(59_001)).toEqual({ minutes: 1, seconds: 0 });
  expect(waitParts(41_000)).toEqual({ minutes: 0, seconds: 50 });
  expect(waitParts(-5)).toEqual({ minutes: 0, seconds: 0 });
});
