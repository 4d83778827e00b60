import { expect, test } from 'vitest';
import type { RecordView } from '../core/types';
import type { ClientCase } from './caseload';
import { nextStep, stepLine, stepsOf, taskLine } from './next_steps';
import { sampleLookups, sampleRecord } from './sample_records';

const caseWith = (records: RecordView[], open = true): ClientCase => ({
  id: 'case',
  head: sampleRecord('client', { alias: 'Kak Tia', status: open ? 'accompanied' : 'closed' }),
  alias: 'Kak Tia',
  records,
  open,
});
/** The records whose next meeting still stands. */
const plansOf = (records: RecordView[]) =>
  stepsOf(caseWith(records), sampleLookups).flatMap((step) =>
    records.filter(({ id }) => step.visit && id === step.record),
  );
const first = (records: RecordView[], open = true) => nextStep(caseWith(records, open), sampleLookups);
const visit = (on: string, next_on?: string, red_flags: string[] = []) =>
  sampleRecord('visit', { on, red_flags, ...(next_on ? { next_on } : {}) });
const consent = (...layers: string[]) => sampleRecord('consent', { act: 'given', on: '2026-11-01', layers });
const withdrawal = (...layers: string[]) => sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers });
const screening = (decision: string, more = {}) => sampleRecord('screening', { on: '2026-11-02', decision, ...more });

test('first her yes, then the interview it allows, then what was decided', () => {
  expect(first([])?.write?.kind).toBe('consent');
  expect(first([consent('contact')])?.write?.kind).toBe('visit');
  expect(first([consent('screening')])?.write?.kind).toBe('screening');
  expect(first([consent('screening'), screening('refer')])?.write?.kind).toBe('referral');
  expect(first([consent('screening'), screening('information', { suggestion: 'refer' })])?.write?.kind).toBe('visit');
});

test('a high risk that is to be referred is asked for today, dated or not, until a referral stands', () => {
  const decided = screening('refer', { headline: 'high' });
  const [step] = stepsOf(caseWith([consent('screening'), decided]), sampleLookups);
  expect(step).toMatchObject({ on: sampleLookups.today, write: { kind: 'referral' } });
  const sent = sampleRecord('referral', { status: 'sent', screening: decided.id, reply_by: '2026-12-01' });
  expect(first([consent('screening'), decided, sent])?.what).toBe('Tanyakan jawaban mitra');
  const here = { ...sent, state: 'waiting' } as const;
  expect(first([consent('screening'), decided, here])?.what).toBe('Pastikan rujukan sudah terkirim');
  const cancelled = sampleRecord('referral', { status: 'cancelled', screening: decided.id });
  expect(first([consent('screening'), decided, cancelled])?.write?.kind).toBe('referral');
});

test('an accepted referral is not lost without a date, nor after it', () => {
  const base = [consent('screening'), screening('refer')];
  expect(first([...base, sampleRecord('referral', { status: 'accepted' })])).toMatchObject({ on: sampleLookups.today });
  const gone = sampleRecord('referral', { status: 'accepted', appointment_on: '2026-11-20' });
  expect(first([...base, gone])).toMatchObject({ on: '2026-11-20', what: 'Tanyakan apakah dia sudah datang' });
});

test('an open alert speaks before everything, and a danger nobody opened one for asks for it', () => {
  const flagged = visit('2026-11-22', '2026-11-24', ['suicidal']);
  expect(first([flagged])).toMatchObject({ danger: true, write: { kind: 'alert' } });
  const alert = (status: string) =>
    sampleRecord('alert', { flags: ['suicidal'], status, opened_on: '2026-11-22', next_on: '2026-11-24' });
  const open = alert('open');
  expect(first([flagged, open])).toMatchObject({ danger: true, record: open.id });
  expect(first([flagged, alert('handled')])?.danger).toBeUndefined();
  expect(first([visit('2026-09-01', undefined, ['suicidal'])])?.danger).toBeUndefined();
});

test('whoever no longer wants to be contacted is in no list, save for a danger', () => {
  const records = [consent('contact', 'screening'), withdrawal('contact'), visit('2026-11-02', '2026-11-20')];
  expect(first(records)).toBeUndefined();
  expect(first([...records, visit('2026-11-22', undefined, ['violence'])])?.danger).toBe(true);
});

test('whoever was just visited is not to be visited as if she never had been', () => {
  expect(first([consent('contact')])?.what).toBe('Catat kunjungan');
  expect(first([consent('screening'), screening('information')])?.what).toBe('Catat kunjungan');
  expect(first([consent('contact'), visit('2026-11-22')])?.what).toBe('Kunjungan lagi, harinya belum ditentukan');
});

test('what the server tells is said in the words of this phone, or in its own', () => {
  const told = { kind: 'visit', code: 'meeting', sentence: 'Kunjungan.', since: '2026-11-21' };
  expect(taskLine(told, sampleLookups.today)).toBe('Seharusnya dikunjungi Sab, 21 Nov');
  expect(taskLine({ ...told, kind: 'referral', code: 'referral_appointment' }, sampleLookups.today)).toMatch(
    /^Tanyakan/,
  );
  expect(taskLine({ ...told, kind: 'new', code: 'new', sentence: 'Lihat.' }, '2026-11-21')).toBe('Lihat');
});

test('a closed case asks for nothing', () => {
  expect(first([visit('2026-11-01', '2026-11-10')], false)).toBeUndefined();
});

test('the earliest day first; what was missed says so', () => {
  const records = [
    consent('contact'),
    visit('2026-11-01', '2026-11-28'),
    sampleRecord('referral', { status: 'sent', reply_by: '2026-11-25' }),
  ];
  expect(first(records)?.on).toBe('2026-11-25');
  const missed = first([consent('contact'), visit('2026-11-01', '2026-11-21')]);
  expect(missed && stepLine(missed, sampleLookups.today)).toBe('Seharusnya dikunjungi Sab, 21 Nov');
});

test('a plan ends when she was met on its day or after it', () => {
  expect(plansOf([visit('2026-11-01', '2026-11-10'), visit('2026-11-10')])).toEqual([]);
  expect(plansOf([visit('2026-11-01', '2026-11-10'), visit('2026-11-12')])).toEqual([]);
});

test('a visit before its day does not end a plan, unless it planned anew', () => {
  const plan = visit('2026-11-01', '2026-11-20');
  expect(plansOf([plan, visit('2026-11-05')])).toEqual([plan]);
  const anew = visit('2026-11-05', '2026-11-12');
  expect(plansOf([plan, anew])).toEqual([anew]);
});

test('two plans of one day: the one written last stands', () => {
  const first = visit('2026-11-01', '2026-11-20');
  const second = visit('2026-11-01', '2026-11-25');
  expect(plansOf([second, first])).toEqual([second]);
});

test('an interview is a meeting like a visit', () => {
  const plan = visit('2026-11-01', '2026-11-10');
  expect(plansOf([plan, sampleRecord('screening', { on: '2026-11-10' })])).toEqual([]);
});

test('a referral that she no longer agrees to is called off, and an answer is waited for no longer', () => {
  const yes = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['contact', 'referral'] });
  const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['referral'] });
  const draft = sampleRecord('referral', { status: 'drafted', partner: 'rsud' });
  const sent = sampleRecord('referral', { status: 'sent', partner: 'rsud', reply_by: '2026-11-20' });
  expect(first([yes, draft])?.what).toBe('Kirim rujukan');
  expect(first([yes, no, draft])?.what).toBe('Batalkan rujukan, karena dia tidak setuju');
  expect(first([yes, sent])?.what).toBe('Tanyakan jawaban mitra');
  expect(first([yes, no, sent])?.what).not.toBe('Tanyakan jawaban mitra');
});
