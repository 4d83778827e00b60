import { expect, test } from 'vitest';
import type { ToldRecord } from '../desk/told_records';
import { byMonth, openOnes, stepsFrom } from './referral_inbox';

const one = (id: string, fields: { [name: string]: string }): ToldRecord => ({ id, changed_at: '', ...fields });

test('what is late stands first, then by the day it falls due; what ended is gone', () => {
  const inbox = openOnes(
    [
      one('in care', { status: 'in_treatment', sent_on: '2026-10-01' }),
      one('fresh', { status: 'received', sent_on: '2026-11-20', reply_by: '2026-11-30' }),
      one('late', { status: 'sent', sent_on: '2026-11-02', reply_by: '2026-11-10' }),
      one('over', { status: 'declined', sent_on: '2026-11-02' }),
      one('forgotten', { status: 'accepted', sent_on: '2026-11-02', appointment_on: '2026-12-01', over: 'time' }),
    ],
    '2026-11-23',
  );
  expect(inbox.map(({ record, late }) => [record.id, late])).toEqual([
    ['late', true],
    ['fresh', false],
    ['in care', false],
  ]);
});

test('only its own steps are offered', () => {
  expect(stepsFrom('sent')).toEqual(['received', 'accepted', 'waitlisted', 'declined', 'redirected']);
  expect(stepsFrom('accepted')).toEqual(['assessed', 'handed_back']);
  expect(stepsFrom('completed')).toEqual(['handed_back']);
  expect(stepsFrom('closed')).toEqual([]);
});

test('months go from the newest, what was sent in them from the oldest', () => {
  const months = byMonth([
    one('b', { sent_on: '2026-11-09' }),
    one('c', { sent_on: '2026-10-09' }),
    one('a', { sent_on: '2026-11-01' }),
    one('d', {}),
  ]);
  expect(months.map(({ month, referrals }) => [month, referrals.map(({ id }) => id)])).toEqual([
    ['2026-11', ['a', 'b']],
    ['2026-10', ['c']],
  ]);
});
