import { expect, test } from 'vitest';
import { referralSteps } from './referral_steps';

test('what the server kept, in its order', () => {
  const steps = [
    { status: 'sent', on: '2026-11-01', by: 'agent' },
    { status: 'declined', on: '2026-11-03', by: 'partner', because: 'Penuh.' },
  ];
  expect(referralSteps({ status: 'declined', steps })).toEqual(steps);
});

test('a step that waits on this phone stands behind them', () => {
  const steps = [{ status: 'sent', on: '2026-11-01', by: 'agent' }];
  const waiting = referralSteps({ status: 'cancelled', status_because: 'Tidak jadi.', steps });
  expect(waiting.at(-1)).toEqual({ status: 'cancelled', because: 'Tidak jadi.' });
});

test('an old record tells what it still says', () => {
  const old = { status: 'declined', status_because: 'Penuh.', sent_on: '2026-11-01' };
  expect(referralSteps(old)).toEqual([
    { status: 'sent', on: '2026-11-01' },
    { status: 'declined', because: 'Penuh.' },
  ]);
  expect(referralSteps({ status: 'drafted' })).toEqual([]);
});

test('what is no step is passed over', () => {
  expect(referralSteps({ status: 'sent', steps: [null, 7, [], { on: 'x' }, { status: 'sent' }] })).toHaveLength(1);
});
