// What the screens say: where the interview stands, every answer in the summary, every score with its own bands.
import vectors from '@vectors/assist.json';
import { expect, it } from 'vitest';
import { definitionOf, type EligibilityPolicy, policyOf, score } from '.';
import type { InstrumentDefinition, SheetAnswers } from './definition';
import { sheetOf } from './engine';
import { nextStep, progress, steps } from './flow';
import { hintOf, injectingOf, question, scoredTopics, summary, whereabouts } from './view';

const assist = definitionOf('assist') as InstrumentDefinition;
const policy = policyOf() as EligibilityPolicy;

function worked(name: string): SheetAnswers {
  const found = vectors.sheets.find((sheet) => sheet.name === name);
  if (!found) throw new RangeError(name);
  return found.answers as SheetAnswers;
}

function shown(name: string) {
  const answers = worked(name);
  return scoredTopics(assist, policy, answers, score(assist, answers));
}

it('says which topic of how many, by its name, and how else it is called', () => {
  const sheet = sheetOf(assist, worked('The worst of two deciding substances'));
  const step = steps(sheet).find(({ key }) => key === 'q2/cannabis');
  expect(step && whereabouts(sheet, step)).toBe('Zat 1 dari 2: ganja');
  expect(step && question(sheet, step)).toContain('memakai ganja?');
  expect(step && hintOf(sheet, step)).toBe('Juga disebut gelek atau cimeng.');
});

it('asks with what one does with a substance, and says how often is meant', () => {
  const sheet = sheetOf(assist, worked('All ten at most'));
  const asked = (key: string) => {
    const step = steps(sheet).find((one) => one.key === key);
    return step && question(sheet, step);
  };
  expect(asked('q2/tobacco')).toContain('Anda merokok atau memakai vape nikotin?');
  expect(asked('q7/alcohol')).toContain('berhenti minum minuman keras,');
  expect(asked('q6/inhalants')).toContain('karena Anda menghirup lem');
  expect(
    steps(sheet)
      .map((step) => question(sheet, step))
      .join(),
  ).not.toMatch(/[{}]/);
  expect(assist.scales['often']?.find(({ value }) => value === 'monthly')?.hint).toBe('kira-kira 1–3 kali sebulan');
});

it('calls a substance that the client named by that name, without other names', () => {
  const sheet = sheetOf(assist, worked('A named other substance decides'));
  const step = steps(sheet).find(({ topic }) => topic === 'other');
  expect(step && whereabouts(sheet, step)).toBe('Zat 1 dari 1: dextro');
  expect(step && hintOf(sheet, step)).toBeUndefined();
});

it('shows every screen of a whole sheet in the summary, each with its answer', () => {
  const sheet = sheetOf(assist, worked('All ten at most'));
  const parts = summary(sheet);
  expect(parts.map((part) => part.title).slice(0, 3)).toEqual(['Umum', 'Rokok, vape', 'Minuman keras']);
  const rows = parts.flatMap((part) => part.rows);
  expect(rows).toHaveLength(steps(sheet).length);
  expect(rows.map((row) => row.line)).not.toContain('Belum dijawab');
});

it('says in the summary what was never used, and what is missing', () => {
  expect(summary(sheetOf(assist, worked('Nothing ever used')))[0]?.rows[0]?.line).toBe('Tidak ada');
  expect(summary(sheetOf(assist, worked('Q8 missing')))[0]?.rows.at(-1)?.line).toBe('Belum dijawab');
  expect(summary(sheetOf(assist, {}))[0]?.rows[0]?.line).toBe('Belum dijawab');
});

it('draws the gravest substance first, each before its own bands', () => {
  const bars = shown('High alcohol beside moderate inhalants');
  expect(bars.map(({ key, score, moderate, high }) => [key, score, moderate, high])).toEqual([
    ['alcohol', 27, 11, 27],
    ['inhalants', 7, 4, 27],
  ]);
  expect(bars.every(({ advice }) => advice && !advice.includes('{'))).toBe(true);
});

it('never gives two substances one name', () => {
  const answers = { ...worked('All ten at most'), other_name: 'ganja' };
  const names = scoredTopics(assist, policy, answers, score(assist, answers)).map(({ name }) => name);
  expect(new Set(names).size).toBe(10);
  expect(names).toContain('Ganja (j)');
});

it('speaks of injecting only where it was lately', () => {
  const said = (name: string) => injectingOf(assist, score(assist, worked(name)));
  expect(said('Injecting more than 4 days a month, low')).toContain('lebih dari 4 hari');
  expect(said('Injected earlier')).toBeUndefined();
  expect(said('Nothing ever used')).toBeUndefined();
});

it('moves forward through an interview and never back', () => {
  const whole = worked('All ten at most');
  const done = steps(sheetOf(assist, whole)).map((step) => progress(sheetOf(assist, whole), step).done);
  expect(done).toEqual([...done].sort((one, other) => one - other));
  const last = progress(sheetOf(assist, whole), nextStep(sheetOf(assist, whole)));
  expect(last.done).toBe(last.of);
});
