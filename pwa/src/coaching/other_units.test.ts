import { expect, test } from 'vitest';
import type { Casebook, FieldValues, RecordView } from '../core/types';
import { coachingId } from '../records/caseload';
import { sampleRecord } from '../records/sample_records';
import { kind as agreement } from './agreement';
import './coaching_kinds';
import { kind as training } from './training';

const [FIRST, SECOND, THIRD] = [
  '01920000-0000-7000-8000-00000000000a',
  '01920000-0000-7000-8000-00000000000b',
  '01920000-0000-7000-8000-00000000000c',
];
const FIELDS: FieldValues = { institution: 'i', number: 'PKS/9', series: 's', renews: 'of the first unit' };
const book = (papers: { readonly [feed: string]: readonly RecordView[] }): Casebook =>
  ({ caseOf: (feed: string) => papers[feed] ?? [] }) as unknown as Casebook;
const paper = (id: string, number: string, more: Partial<RecordView> = {}): RecordView => ({
  ...sampleRecord('agreement', { institution: 'i', number }),
  id,
  ...more,
});

test('an agreement takes the place of the one that each unit has, and is not written where it is', () => {
  const there = book({
    [coachingId(FIRST)]: [paper('older', 'PKS/1')],
    [coachingId(SECOND)]: [paper('same', 'PKS/9')],
    [coachingId(THIRD)]: [paper('gone', 'PKS/9', { voided: true })],
  });
  const written = agreement.alongside?.('made', FIELDS, { units: [FIRST, SECOND, THIRD] }, there);
  expect(written?.map(({ feed, set }) => [feed, set['renews'], set['series']])).toEqual([
    [coachingId(FIRST), 'older', 's'],
    [coachingId(THIRD), null, 's'],
  ]);
});

test('a form for one unit writes into no other', () => {
  expect(training.alongside?.('made', { title: 'Bimtek' }, null, book({}))).toEqual([]);
  expect(training.alongside?.('made', { title: 'Bimtek' }, { units: [FIRST] }, book({}))).toHaveLength(1);
});
