import { expect, test } from 'vitest';
import { dueOf, type HelpRequest } from './help_requests';

const request = (id: string, more: Partial<HelpRequest>): HelpRequest => ({
  id,
  asked_on: '2026-11-20',
  due_on: '2026-11-23',
  who: 'family',
  about: ['drug'],
  reach: 'answer_by_code',
  danger: false,
  step: 'waiting',
  ...more,
});

test('her day tells what is nobodys and what is hers, danger first', () => {
  const all = [
    request('later', { due_on: '2026-11-24' }),
    request('soon', {}),
    request('danger', { danger: true, due_on: '2026-11-25' }),
    request('hers', { step: 'taken', taken_by: 'me', due_on: '2026-11-22' }),
    request('theirs', { step: 'taken', taken_by: 'she' }),
    request('done', { step: 'answered', taken_by: 'me' }),
  ];
  expect(dueOf(all, 'me').map(({ id }) => id)).toEqual(['danger', 'hers', 'soon', 'later']);
});
