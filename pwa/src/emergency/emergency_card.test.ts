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

test('who is no agent has no unit to tell', () => {
  const told = (visitor: boolean) =>
    cardParts([], '', emergencyPolicy, visitor)
      .flatMap(({ steps }) => steps)
      .join(' ');
  expect(told(false)).toContain('ketua unit');
  expect(told(true)).not.toContain('ketua unit');
});

test('without a flag, and for an unknown one, the whole card stands', () => {
  expect(cardParts()).toHaveLength(Object.keys(emergencyPolicy.classes).length);
  expect(cardParts(['of a newer app'])).toHaveLength(Object.keys(emergencyPolicy.classes).length);
  expect([isDanger('withdrawal'), isDanger('pregnancy')]).toEqual([true, false]);
});

test('what is near stands beside the national numbers: the smallest area first, each for the dangers it helps in', () => {
  const place = (kind: string, number: string) => ({ kind, name: `${kind} ${number}`, number });
  const [village, regency, women, other] = [
    place('puskesmas', '0285 1'),
    place('igd', '0285 2'),
    place('ppa', '0285 3'),
    place('igd', '0541 4'),
  ];
  const areas = { '33.26': [regency, women], '33.26.13': [village], '64.02': [other], '33.2': [other] };
  const parts = cardParts([], '33.26.13.1019', { ...emergencyPolicy, areas });
  const near = Object.fromEntries(parts.map((part) => [part.key, part.near]));
  expect(near).toEqual({ mind: [village, regency], body: [village, regency], violence: [regency, women] });
  expect(parts[0]?.phones.length).toBeGreaterThan(0);
});

test('where nothing near is known the national numbers stand alone', () => {
  expect(cardParts([], '33.26.13.1019').every(({ near, phones }) => near.length === 0 && phones.length > 0)).toBe(true);
});

test('what is dialled is digits, and a comma before the extension', () => {
  expect(dialled('0285 381123')).toBe('tel:0285381123');
  expect(dialled('119,8')).toBe('tel:119,8');
});
