import { expect, test } from 'vitest';
import type { ToldRecord } from '../desk/told_records';
import { answered, answersFrom, askedWith, waiting } from './approval_answers';

const one = (id: string, fields: { [name: string]: string }): ToldRecord => ({ id, changed_at: '', ...fields });

const ALL = [
  one('fresh', { status: 'asked', asked_on: '2026-11-20' }),
  one('late', { status: 'asked', asked_on: '2026-11-10' }),
  one('unit', { status: 'more_info', asked_on: '2026-11-01', answered_on: '2026-11-03' }),
  one('yes', { status: 'approved', asked_on: '2026-11-01', answered_on: '2026-11-04' }),
  one('no', { status: 'refused', asked_on: '2026-11-01', answered_on: '2026-11-05' }),
  one('taken back', { status: 'asked', asked_on: '2026-11-10', over: 'revoked' }),
];

test('what is late after three working days stands first, what waits for the unit last', () => {
  const inbox = waiting(ALL, '2026-11-23');
  expect(inbox.map(({ record, late }) => [record.id, late])).toEqual([
    ['late', true],
    ['fresh', false],
    ['unit', false],
  ]);
  expect(inbox[1]?.due?.on).toBe('2026-11-25');
});

test('what was answered, and what may be read no more, is done', () => {
  expect(answered(ALL).map(({ id }) => id)).toEqual(['no', 'yes', 'taken back']);
});

test('three answers, each with what it asks; none where there is nothing to answer', () => {
  expect(answersFrom('asked')).toEqual(['approved', 'refused', 'more_info']);
  expect([answersFrom('approved'), answersFrom('more_info')]).toEqual([[], []]);
  const asked = (answer: string) => askedWith(answer).map(({ name, required }) => [name, required ?? false]);
  expect(asked('approved')).toEqual([['condition', false]]);
  expect([asked('refused'), asked('more_info')]).toEqual([[['answer_because', true]], [['answer_because', true]]]);
});
