import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const pairs = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, ...two]) => [name ?? '', two]),
);
const faces = [...css.matchAll(/--face-\d: (#\w{6})/g)].map((match) => match[1] ?? '');

/** Relative luminance and contrast by WCAG 2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}
const themes = [0, 1];
const colour = (name: string, theme: number): string => pairs.get(name)?.[theme] ?? '';

const BODY = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['ink', 'act-soft'],
];
const TEXT = [
  ['ink-soft', 'paper'],
  ['ink-soft', 'card'],
  ['ink-soft', 'act-soft'],
  ['ink-soft', 'line'],
  ['act', 'paper'],
  ['act', 'card'],
  ['act', 'act-soft'],
  ['act-ink', 'act'],
  ['due', 'due-soft'],
  ['flag', 'flag-soft'],
  ['flag', 'paper'],
  ['flag', 'card'],
  ['safe', 'card'],
  ['safe', 'paper'],
];
const SHAPES = [
  ['edge', 'paper'],
  ['edge', 'card'],
  ['ink', 'band-low'],
  ['ink', 'band-mid'],
  ['ink', 'band-high'],
];

test.each([
  ['body text, AAA', BODY, 7],
  ['text, AA', TEXT, 4.5],
  ['the edges of what can be filled in, and bars before their bands', SHAPES, 3],
])('%s, in both themes', (_name, list, least) => {
  for (const theme of themes)
    for (const [one = '', other = ''] of list)
      expect(
        contrast(colour(one, theme), colour(other, theme)),
        `${one} on ${other}, theme ${theme}`,
      ).toBeGreaterThanOrEqual(least);
});

test('initials can be read on every face', () => {
  for (const face of faces) expect(contrast('#1f2a2a', face)).toBeGreaterThanOrEqual(7);
});

const files = import.meta.glob<string>(['../**/*.svelte', '!../core/**'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** The style's rules, each as its selectors and what it declares; what stands inside @media stands alone too. */
const rules = (source: string): [string, string][] =>
  [...source.slice(source.indexOf('<style>')).matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, of = '', what = '']) => [
    of.trim(),
    what,
  ]);
const token = (what: string, property: string): string | undefined =>
  what.match(new RegExp(`(?:^|[;\\s])${property}: var\\(--([\\w-]+)\\)`))?.[1];

test('words and their ground, wherever one rule sets both: busy, switched off, chosen', () => {
  let seen = 0;
  for (const [name, source] of Object.entries(files))
    for (const [of, what] of rules(source)) {
      const [ink, ground] = [token(what, 'color'), token(what, 'background')];
      if (!ink || !ground || !pairs.has(ink)) continue;
      seen += 1;
      for (const theme of themes)
        expect(
          contrast(colour(ink, theme), colour(ground, theme)),
          `${name}: ${of}, theme ${theme}`,
        ).toBeGreaterThanOrEqual(4.5);
    }
  expect(seen).toBeGreaterThan(10);
});

/** Shapes without a word; all else that is half seen has a contrast nobody counted. */
const FADED = ['./ProgressBar.svelte .unknown .part'];

test('nothing with words in it is half transparent, in no state and on no way to one', () => {
  for (const [name, source] of Object.entries(files))
    for (const [of, what] of rules(source)) {
      const faded = /opacity: 0?\.\d|opacity: \d+%|color-mix|filter:|transition: [^;]*(?:color|opacity|all)/.test(what);
      if (!FADED.includes(`${name} ${of}`)) expect(faded, `${name}: ${of}`).toBe(false);
    }
});

test('what stands in a frame, a card or a field, can be told from the page', () => {
  for (const [name, source] of Object.entries(files)) expect(source, name).not.toMatch(/\sborder: [^;]*var\(--line\)/);
});

test('no component writes down a colour of its own', () => {
  expect(Object.keys(files).length).toBeGreaterThan(20);
  for (const [name, source] of Object.entries(files)) {
    const style = source.slice(source.indexOf('<style>'));
    expect(style.match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi) ?? [], name).toEqual([]);
  }
});

test('what several components look like is written down once', () => {
  const seen = new Map<string, string[]>();
  for (const [name, source] of Object.entries(files))
    for (const [, what] of rules(source)) {
      const body = what
        .split(';')
        .map((one) => one.trim())
        .filter(Boolean)
        .sort()
        .join('; ');
      if (body.includes('; ')) seen.set(body, [...(seen.get(body) ?? []), name]);
    }
  const often = [...seen].filter(([, names]) => new Set(names).size > 9);
  expect(often).toEqual([]);
});
