import { expect, test } from 'vitest';
import { newestFirst, newestOf } from './record_order';
import { kind as referral } from './referral';
import { referralContent } from './referral/referral_content';
import { sampleLookups, sampleRecord } from './sample_records';

test('a record stands by its own day, then by when it was written down', () => {
  const today = sampleRecord('visit', { on: '2026-11-23' });
  const written_later = sampleRecord('visit', { on: '2026-11-02' });
  const same_day = sampleRecord('visit', { on: '2026-11-23' });
  expect(newestFirst([written_later, today, same_day])).toEqual([same_day, today, written_later]);
});

test('a record without a day stands where it was written down', () => {
  const draft = sampleRecord('referral', { status: 'drafted' }, { id: '019a9e2b-9c00-7000-8000-000000000001' });
  const [before, after] = [sampleRecord('visit', { on: '2025-11-19' }), sampleRecord('visit', { on: '2025-11-21' })];
  expect(newestFirst([before, draft, after])).toEqual([after, draft, before]);
});

test('a referral links the interview whose scores it carries', () => {
  const newest = sampleRecord('screening', { on: '2026-11-20', scores: { cannabis: { score: 14, band: 'moderate' } } });
  const entered_late = sampleRecord('screening', {
    on: '2026-11-01',
    scores: { opioids: { score: 30, band: 'high' } },
  });
  const consent = sampleRecord('consent', { act: 'given', on: '2026-11-02', layers: ['referral'], items: ['scores'] });
  const records = [entered_late, newest, consent];
  const sent = referral.compose?.({ partner: 'rsud', status: 'sent' }, null, { head: {}, records }, sampleLookups);
  expect(sent?.['screening']).toBe(newest.id);
  expect(newestOf(records, 'screening')).toBe(newest);
  expect(referralContent(consent, { head: {}, records }, () => '')).toMatchObject({ screened_on: '2026-11-20' });
});
