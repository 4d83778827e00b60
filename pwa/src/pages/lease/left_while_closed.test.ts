import { expect, test } from 'vitest';
import { sampleRecord } from '../../records/sample_records';
import type { PageContext } from '../page_context';
import { leftWhileClosed } from './left_while_closed';

const left = (statuses: readonly string[], cases: { here: number; of: number }) => {
  const all = statuses.map((status, i) => sampleRecord('client', { alias: status, status }, { id: `${i}` }));
  const { cases: offered, gone } = leftWhileClosed({
    book: { all: () => all, caseOf: () => [] },
    sync: { status: { cases } },
  } as unknown as PageContext);
  return [offered.map(({ alias }) => alias), gone];
};

test('a visit is offered for open cases alone, and what is gone is said where it is gone', () => {
  expect(left(['accompanied', 'closed'], { here: 2, of: 2 })).toEqual([['accompanied'], false]);
  expect(left([], { here: 0, of: 0 }), 'who accompanies nobody has lost nobody').toEqual([[], false]);
  expect(left(['registered'], { here: 0, of: 3 }), 'beside one that waits').toEqual([['registered'], true]);
});
