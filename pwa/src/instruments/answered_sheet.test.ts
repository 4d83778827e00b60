// A questionnaire is answered card by card, what may be left out is left out, and what is drawn is what the server keeps.
import { expect, it } from 'vitest';
import { besideStart, kind, pointsOf } from '../records/quality_of_life';
import { faultyFields, sampleLookups, sampleRecord } from '../records/sample_records';
import { axisOf, definitionUnder, fieldsOfSheet, scoredThings, sheetUnder } from './answered_sheet';
import type { InstrumentDefinition, SheetAnswers } from './definition';
import { sheetOf } from './engine';
import { answer, nextStep, progress, resumedStep, sortAnswers, steps } from './flow';
import { loadQuestionnaires, questionnairesOf } from './questionnaires';
import { facesOf, summary, whereabouts } from './view';

const all = await loadQuestionnaires();
const whoqol = questionnairesOf(all, 'quality_of_life')[0] as InstrumentDefinition;
const threes = Object.fromEntries(whoqol.items.map(({ key }) => [key, 3])) as SheetAnswers;
const without = (key: string): SheetAnswers =>
  Object.fromEntries(Object.entries(threes).filter(([one]) => one !== key));
const stepAt = (key: string, answers: SheetAnswers = {}) =>
  steps(sheetOf(whoqol, answers)).find((step) => step.item.key === key);
const ADULT = { age_band: '25-34' };

it('each kind has its own questionnaires, found among their files', () => {
  expect(whoqol.name).toBe('whoqol-bref');
  expect(questionnairesOf(all, 'questionnaire').map(({ name }) => name)).toEqual(['dast-10', 'urica']);
  expect(questionnairesOf(all, 'screening')).toEqual([]);
});

it('says which part and which card, and shows the happier face for what weighs more', () => {
  const sheet = sheetOf(whoqol, {});
  const [liked, turned] = [stepAt('q2'), stepAt('q26')];
  expect(liked && whereabouts(sheet, liked)).toBe('Gambaran umum · 2 dari 26');
  expect(liked && facesOf(sheet, liked)).toEqual([1, 2, 3, 4, 5]);
  expect(turned && facesOf(sheet, turned)).toEqual([5, 4, 3, 2, 1]);
});

it('a draft goes on behind the last answer, also where a card before it was left out', () => {
  expect(resumedStep(sheetOf(whoqol, {}))?.item.key).toBe('q1');
  expect(resumedStep(sheetOf(whoqol, { q1: 3, q3: 2 }))?.item.key).toBe('q4');
  expect(resumedStep(sheetOf(whoqol, without('q21')))).toBeUndefined();
  const dast = questionnairesOf(all, 'questionnaire')[0] as InstrumentDefinition;
  expect(resumedStep(sheetOf(dast, { q1: true, q3: true }))?.item.key).toBe('q2');
});

it('an answer can be taken back, and counts as left out', () => {
  const place = { item: stepAt('q21')?.item ?? whoqol.items[0], topic: null };
  if (!place.item) throw new RangeError('q21');
  const kept = answer(whoqol, { answers: threes, aside: {} }, { ...place, item: place.item }, undefined);
  expect(kept.answers).toEqual(without('q21'));
  expect(nextStep(sheetOf(whoqol, kept.answers))).toBeUndefined();
});

it('a child is not asked what is asked of adults alone', () => {
  const sheet = sheetOf(whoqol, {}, true);
  expect(steps(sheet).map(({ item }) => item.key)).not.toContain('q21');
  expect(sortAnswers(whoqol, threes, true)).toEqual({ answers: without('q21'), aside: { q21: 3 } });
  const last = steps(sheet).at(-1);
  expect(progress(sheet, last).done).toBeLessThan(progress(sheet, undefined).of);
});

it('keeps what the server verifies', () => {
  const fields = fieldsOfSheet(whoqol, threes, ADULT);
  expect(fields).toMatchObject({ instrument: 'whoqol-bref', version: '1996-1', age_band: '25-34' });
  expect(fields['domains']).toMatchObject({ physical: { score: '12.00', percent: '50.00' } });
  expect(definitionUnder(all, fields)).toBe(whoqol);
  expect(definitionUnder(all, { ...fields, version: '1995-1' })).toBeUndefined();
  expect(summary(sheetUnder(whoqol, fields)).map((part) => part.rows.length)).toEqual([2, 7, 5, 12]);
});

it('draws each domain at each point in the order of the journey, start beside what is now', () => {
  const at = (point: string, answers: SheetAnswers) =>
    sampleRecord('quality_of_life', { ...fieldsOfSheet(whoqol, answers, ADULT), point, on: '2026-11-01' });
  const records = [at('end', { ...threes, q20: 5 }), at('start', threes), at('start', without('q20'))];
  expect(pointsOf(records).map(({ when }) => when)).toEqual(['Awal', 'Akhir']);
  const end = records[0]?.fields ?? {};
  expect(besideStart(records, end).map(({ when }) => when)).toEqual(['Awal', 'Akhir']);
  expect(besideStart([], end).map(({ when }) => when)).toEqual(['Akhir']);
  const social = scoredThings(whoqol, besideStart(records, end)).find(({ name }) => name === 'Hubungan dengan orang');
  expect(social?.scores.map(({ text }) => text)).toEqual(['50,00', '66,67']);
  expect(social?.scores[1]?.share).toBeCloseTo(0.6667);
  expect(axisOf(whoqol)).toBe('0–100');
});

it('what was not computed is said, not drawn as nothing', () => {
  const fields = fieldsOfSheet(whoqol, { q1: 3 }, ADULT);
  expect(fields['domains']).toEqual({});
  expect(scoredThings(whoqol, [{ fields, when: 'Awal' }])[0]?.scores[0]).toEqual({
    when: 'Awal',
    text: undefined,
    share: 0,
  });
});

it('offers the point that was not asked yet', () => {
  const point = kind.fields.find(({ name }) => name === 'point');
  const start = sampleRecord('quality_of_life', { point: 'start', on: '2026-11-01' });
  expect(point?.default?.(sampleLookups, {}, [])).toBe('start');
  expect(point?.default?.(sampleLookups, {}, [start])).toBe('mid');
});

it('is not asked of whom took back that she is accompanied', () => {
  const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['participation'] });
  const fields = { ...fieldsOfSheet(whoqol, threes, ADULT), point: 'start' };
  const around = { head: {}, records: [no] };
  expect(faultyFields(kind, { ...fields, on: '2026-11-10' }, null, around)).toEqual([]);
  expect(faultyFields(kind, { ...fields, on: '2026-11-12' }, null, around)).toEqual(['on']);
});
