import { expect, test } from 'vitest';
import { sampleRecord } from '../sample_records';
import { cosignState } from './cosign_state';

const screening = sampleRecord('screening', { on: '2026-11-01', headline: 'moderate' });
const consent = (...layers: string[]) => sampleRecord('consent', { act: 'given', on: '2026-11-01', layers });
const asked = { status: 'accepted', screening: screening.id, district: '33.22' };

test('the signature is waited for, then it stands', () => {
  const records = [screening, consent('referral', 'approval')];
  expect(cosignState(asked, records)).toBe('waits');
  expect(cosignState({ ...asked, cosigned_on: '2026-11-24' }, records)).toBe('signed');
  expect(cosignState({ ...asked, cosigned_on: '2026-11-24', status: 'closed' }, records)).toBe('signed');
});

test('of a referral that is over nobody reads that it goes on without the signature', () => {
  for (const status of ['declined', 'redirected', 'cancelled', 'completed', 'handed_back', 'closed'])
    expect(cosignState({ ...asked, status }, [screening, consent('referral')])).toBeUndefined();
});

test('without her yes to the office it is not asked, and that is said before it is sent', () => {
  const sent = { status: 'sent', screening: screening.id };
  expect(cosignState(sent, [screening, consent('referral')])).toBe('withheld');
  expect(cosignState(asked, [screening, consent('referral')])).toBe('withheld');
  expect(cosignState({ ...sent, status: 'drafted' }, [screening, consent('referral')])).toBeUndefined();
});

test('nothing is said where nobody asks, nor before the server has answered', () => {
  const low = sampleRecord('screening', { on: '2026-11-01', headline: 'low' });
  expect(cosignState({ status: 'sent', screening: low.id }, [low, consent('referral')])).toBeUndefined();
  const records = [screening, consent('referral', 'approval')];
  expect(cosignState({ status: 'sent', screening: screening.id }, records)).toBeUndefined();
});
