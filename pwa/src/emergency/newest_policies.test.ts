import { expect, test } from 'vitest';
import { newestOf } from '../../newest_policies.ts';

test('of the files of a policy the app is built of the one by which the server judges', () => {
  const [first, draft, later] = [
    { file: 'a', year: 2027, version: '2027-1' },
    { file: 'b', year: 2027, version: '2027-1-semarang' },
    { file: 'c', year: 2028, version: '2028-1' },
  ];
  expect([[first, draft], [draft, first], [later, draft, first], [first]].map(newestOf)).toEqual(['b', 'b', 'c', 'a']);
});
