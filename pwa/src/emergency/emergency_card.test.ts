import { expect, test } from 'vitest';
import { cardParts, dialled, emergencyPolicy, isDanger } from './emergency_card';

test('a flag opens what to do for its kind of danger, and whom to call', () => {
  const [part, ...others] = cardParts(['suicidal']);
  expect(others).toEqual([]);
  expect(part?.title).toBe('Jiwa');
  expect(part?.steps[0]).toContain('Jangan tinggalkan dia sendirian');
  expect(part?.phones.map(({ number }) => number)).toEqual(['119,8', '112']);
  expect(cardParts(['violence', 'overdose']).map(({ title }) => title)).toEqual(['Badan', 'Kekerasan']);
});

test('without a flag, and for an unknown one, the whole card stands', () => {
  expect(cardParts()).toHaveLength(Object.keys(emergencyPolicy.classes).length);
  expect(cardParts(['of a newer app'])).toHaveLength(Object.keys(emergencyPolicy.classes).length);
  expect([isDanger('withdrawal'), isDanger('pregnancy')]).toEqual([true, false]);
});

test('the numbers of her own area come first', () => {
  const igd = { number: '0285 381123', name: 'IGD RSUD', about: '', for_classes: ['body'] };
  const policy = { ...emergencyPolicy, areas: { '33.26': [igd] } };
  expect(cardParts(['overdose'], '33.26.01.2001', policy)[0]?.phones[0]).toBe(igd);
  expect(cardParts(['overdose'], '64.01.01.2001', policy)[0]?.phones).not.toContain(igd);
  expect(dialled(igd.number)).toBe('tel:0285381123');
  expect(dialled('119,8')).toBe('tel:119,8');
});
