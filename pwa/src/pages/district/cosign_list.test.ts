import { expect, test } from 'vitest';
import type { ToldRecord } from '../desk/told_records';
import { backLate, signedOnes, toSign } from './cosign_list';

const one = (id: string, fields: { [name: string]: string }): ToldRecord => ({
  id,
  changed_at: '',
  status: 'sent',
  district: '33.22',
  ...fields,
});

const ALL = [
  one('fresh', { sent_on: '2026-11-20' }),
  one('late', { sent_on: '2026-11-10', status: 'assessed' }),
  one('ended', { sent_on: '2026-11-10', status: 'closed' }),
  one('taken back', { sent_on: '2026-11-10', over: 'revoked' }),
  one('signed', { sent_on: '2026-11-10', cosign: 'signed', cosigned_on: '2026-11-12' }),
  one('newer', { sent_on: '2026-11-10', cosign: 'signed', cosigned_on: '2026-11-13' }),
];

test('what still goes on is signed, the late first, within three working days', () => {
  const inbox = toSign(ALL, '2026-11-23');
  expect(inbox.map(({ record, late, due }) => [record.id, late, due?.on])).toEqual([
    ['late', true, '2026-11-13'],
    ['fresh', false, '2026-11-25'],
  ]);
  expect(signedOnes(ALL).map(({ id }) => id)).toEqual(['newer', 'signed']);
});

test('a hand-back that is late twice is told of signed and unsigned ones, and is no signature', () => {
  const back = [
    one('unsigned', { sent_on: '2026-11-20', status: 'completed', discharged_on: '2026-11-13' }),
    one('due', { sent_on: '2026-10-01', cosigned_on: '2026-10-02', status: 'completed', discharged_on: '2026-11-13' }),
    one('not yet', {
      sent_on: '2026-10-01',
      cosigned_on: '2026-10-02',
      status: 'completed',
      discharged_on: '2026-11-16',
    }),
    one('taken up', {
      sent_on: '2026-10-01',
      cosigned_on: '2026-10-02',
      status: 'closed',
      discharged_on: '2026-11-01',
    }),
  ];
  expect(toSign(back, '2026-11-23').map(({ record }) => record.id)).toEqual(['unsigned']);
  expect(backLate(back, '2026-11-23').map(({ record }) => record.id)).toEqual(['due', 'unsigned']);
});
