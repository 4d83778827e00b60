import { expect, test } from 'vitest';
import { sampleLookups } from '../sample_records';
import { letterCode, letterLines } from './letter_lines';

const sent = {
  number: 'R-3322012003-2026-7',
  sent_on: '2026-11-20',
  partner: 'rsud',
  service: 'detox',
  reason: 'RAHASIA',
  carries: { code: '7Q4MK2H', alias: 'RAHASIA', scores: {} },
  appointment_on: '2026-12-01',
  appointment_time: '09:30',
};

test('a letter says where to, when and what for, and the name that was typed', () => {
  const said = letterLines(sent, ' Siti ', sampleLookups).map(([, line]) => line);
  expect(said).toContain('Siti');
  expect(said).toContain('R-3322012003-2026-7');
  expect(said).toContain('Jum, 20 Nov 2026');
  expect(said.join(' ')).toMatch(/1 Des 2026, 09:30/);
  expect(said.join(' ')).not.toContain('RAHASIA');
  expect(letterLines(sent, '', sampleLookups)).toHaveLength(said.length - 1);
});

test('its picture says number, day and destination, and nothing of a person', () => {
  expect(letterCode(sent, sampleLookups).split('\n').slice(0, 2)).toEqual(['R-3322012003-2026-7', '2026-11-20']);
  expect(letterCode(sent, sampleLookups)).not.toMatch(/RAHASIA|7Q4MK2H|detox/);
});
