import { expect, test } from 'vitest';
import { foldPhrase, isGuessable, longEnough, openerOf } from './secret.ts';

test('a phrase is the same however it was spaced and composed, and its capitals count', () => {
  expect(foldPhrase('  kursi   biru\tdi \n sawah ')).toBe('kursi biru di sawah');
  expect(foldPhrase('cafe\u0301 di\u00a0tepi sawah')).toBe('caf\u00e9 di tepi sawah');
  expect(foldPhrase('Kursi Biru')).not.toBe(foldPhrase('kursi biru'));
});

test('a phrase has at least twelve characters, counted as people count', () => {
  expect(longEnough(foldPhrase('kursi   biru '))).toBe(false);
  expect(longEnough(foldPhrase('kursi biru 2'))).toBe(true);
  expect(longEnough('🌾🌾🌾🌾🌾🌾')).toBe(false);
});

test('what the keypad can type is a PIN, wherever it was typed', () => {
  for (const pin of ['246810', '271828182845']) expect(openerOf(pin)).toBe('pin');
  for (const phrase of ['kursi biru di sawah', '2718281828459', '24681']) expect(openerOf(phrase)).toBe('phrase');
});

test('what a finder tries first is no PIN', () => {
  const first = [
    '123456',
    '654321',
    '111111',
    '000000',
    '12345678',
    '890123',
    '121212',
    '123123',
    '112233',
    '20012001',
  ];
  for (const pin of [...first, '135791', '147258', '170845']) expect([pin, isGuessable(pin)]).toEqual([pin, true]);
  for (const pin of ['271828', '246810', '314159', '120345', '112234'])
    expect([pin, isGuessable(pin)]).toEqual([pin, false]);
});

test('a phrase is no guessable PIN, whatever its letters are', () => {
  expect(['kursi biru di tepi sawah', 'aaaaaaaaaaaa', '123123 123123'].filter(isGuessable)).toEqual([]);
});
