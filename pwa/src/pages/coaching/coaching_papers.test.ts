import { expect, test } from 'vitest';
import type { Casebook } from '../../core/types';
import { askingFeeds } from '../../records/caseload';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { tasksOf } from '../today/due';
import { coachingFeeds } from './coaching_papers';

const KOPENG = '01920000-18f4-7bbf-8f51-5c163ef31efe';
const ASINAN = '01920000-9565-790a-8bb8-c37b6361aca4';
const reference = {
  units: [
    { id: KOPENG, name: 'IBM Desa Kopeng' },
    { id: ASINAN, name: 'IBM Desa Asinan' },
  ],
} as never;
const papersOf = (unit: string) => unit.replace('-7', '-8');

test('a unit that nobody wrote about stands there too, and each has its name when the names have come', () => {
  const held = new Map([KOPENG, ASINAN].map((unit) => [papersOf(unit), []]));
  let me: unknown = { agent: { role: 'district' }, unit: null };
  let known: typeof reference | undefined;
  const book = {
    me: () => me,
    reference: () => known,
    feeds: () => [papersOf(KOPENG)],
    caseOf: (feed: string) => held.get(feed),
  } as unknown as Casebook;
  const names = () => coachingFeeds(book).map(({ id, alias }) => [id, alias]);
  expect(names()).toEqual([[papersOf(KOPENG), 'unit lain']]);
  known = reference;
  expect(names()).toEqual([
    [papersOf(ASINAN), 'IBM Desa Asinan'],
    [papersOf(KOPENG), 'IBM Desa Kopeng'],
  ]);
  const none = { ...book, feeds: () => [] };
  me = { agent: { role: 'agent' }, unit: { id: KOPENG, name: 'IBM Desa Kopeng' } };
  expect(coachingFeeds(none)).toEqual([]);
});

test('what supervision asks of whoever leads a unit is of her day, and what it asks of the office is not', () => {
  const action = { what: 'Jadwal', due: '2026-11-23', status: 'open' };
  const papers = [
    sampleRecord('unit_action', { ...action, owner: 'unit' }),
    sampleRecord('unit_action', { ...action, owner: 'bnnk' }),
  ];
  const bookOf = (role: string) =>
    ({
      me: () => ({ agent: { role }, unit: { id: KOPENG, name: 'IBM Desa Kopeng' } }),
      all: () => [],
      caseOf: (feed: string) => (feed === papersOf(KOPENG) ? papers : []),
    }) as unknown as Casebook;
  const today = (role: string) => tasksOf(askingFeeds(bookOf(role)), sampleLookups).today;
  expect(today('coordinator')).toMatchObject([
    { client: papersOf(KOPENG), alias: 'IBM Desa Kopeng', write: { kind: 'unit_action', editedAlone: 'status' } },
  ]);
  expect(today('agent')).toEqual([]);
});
