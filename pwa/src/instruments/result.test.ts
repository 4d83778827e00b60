// What opens beside a result: a card where a band or the injecting calls for it.
import { expect, it } from 'vitest';
import type { InstrumentDefinition } from './definition.ts';
import { mostOf } from './definition.ts';
import { definitionOf, policyOf } from './index.ts';
import { cardsFor } from './result.ts';

const assist = definitionOf('assist') as InstrumentDefinition;

function cards(band: string, injecting: string | null): string[] {
  const scores = { cannabis: { score: 0, band } };
  return cardsFor(assist, { scores, injecting }).map((card) => card.key);
}

it('low risk opens no card', () => {
  expect(cards('low', 'never')).toEqual([]);
  expect(cards('low', null)).toEqual([]);
});

it('moderate and high open the brief intervention', () => {
  expect(cards('moderate', 'never')).toEqual(['brief_intervention']);
  expect(cards('high', 'earlier')).toEqual(['brief_intervention']);
});

it('injecting lately opens both cards, however low the band', () => {
  expect(cards('low', 'recent_low')).toEqual(['brief_intervention', 'injecting_risk']);
  expect(cards('low', 'recent_high')).toEqual(['brief_intervention', 'injecting_risk']);
});

it('the axis ends at the highest score any topic can reach', () => {
  expect(Math.max(...assist.topics.list.map(({ key }) => mostOf(assist, key)))).toBe(39);
  expect(mostOf(assist, 'tobacco')).toBe(31);
});

it('a version this app does not carry is not guessed', () => {
  expect(definitionOf('assist', '0')).toBeUndefined();
  expect(policyOf('0')).toBeUndefined();
});
