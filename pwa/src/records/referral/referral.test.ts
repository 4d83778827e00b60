import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { declaredKinds } from '../../forms/declared_kinds';
import { formResult } from '../../forms/form_result';
import { faultyFields, sampleLookups, sampleRecord } from '../sample_records';
import { kind } from '.';
import { referralSteps } from './referral_steps';

const head = {
  code: '7Q4MK2H',
  alias: 'Mas Wahyu',
  age_band: '18-24',
  sex: 'male',
  note: 'private',
  village: '33.26.01.2001',
};
const screening = sampleRecord('screening', {
  on: '2026-11-01',
  scores: { cannabis: { score: 14, band: 'moderate' } },
  injecting: 'never',
  urine: 'positive',
  answers: { used: {} },
});
const visit = sampleRecord('visit', { on: '2026-11-10', red_flags: ['violence'], note: 'private' });
const consent = (items: string[], more = {}) =>
  sampleRecord('consent', { act: 'given', on: '2026-11-02', layers: ['referral'], items, ...more });
const composed = (records: ReturnType<typeof sampleRecord>[], fields = {}) =>
  kind.compose?.(
    { partner: 'rsud', service: 'assessment', status: 'sent', ...fields },
    null,
    { head, records },
    sampleLookups,
  ) ?? {};

test('it carries what she consented to and nothing else', () => {
  const yes = consent(['scores', 'red_flags']);
  expect(composed([screening, visit, yes])['carries']).toEqual({
    code: '7Q4MK2H',
    alias: 'Mas Wahyu',
    age_band: '18-24',
    sex: 'male',
    scores: { cannabis: { score: 14, band: 'moderate' } },
    screened_on: '2026-11-01',
    red_flags: ['violence'],
  });
  const all = composed([screening, visit, consent(['scores', 'injecting', 'red_flags', 'services', 'urine'])]);
  expect(Object.keys(all['carries'] as object)).toEqual(expect.arrayContaining(['injecting', 'urine', 'services']));
  const clean = sampleRecord('urine_test', { on: '2026-11-21', results: { met: 'neg', thc: 'invalid' } });
  expect(composed([clean, screening, consent(['urine'])])['carries']).toMatchObject({ urine: 'negative' });
  expect(composed([clean, screening, consent(['scores'])])['carries']).not.toHaveProperty('urine');
  expect(JSON.stringify(all['carries'])).not.toContain('private');
});

test('one that is out says that her yes was taken back, or is for others by now', () => {
  const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['referral'] });
  const told = (status: string, records: ReturnType<typeof sampleRecord>[]) =>
    kind.overruled?.(sampleRecord('referral', { partner: 'rsud', status }), records);
  expect(told('sent', [consent([]), no])).toBe('Persetujuan dicabut');
  expect(told('accepted', [consent([], { partners: ['klinik'] })])).toBe('Persetujuan dicabut');
  expect(['drafted', 'declined', 'closed'].map((status) => told(status, [consent([]), no]))).toEqual(
    Array(3).fill(undefined),
  );
  expect(told('sent', [consent([])])).toBeUndefined();
});

test('without consent to this partner nothing is carried, and it cannot be sent', () => {
  const other = consent(['scores'], { partners: ['klinik'] });
  const fields = { partner: 'rsud', service: 'assessment', status: 'sent', ...composed([screening, other]) };
  expect(fields).toMatchObject({ carries: null, consent: null });
  expect(faultyFields(kind, fields)).toEqual(['status']);
  const draft = { ...fields, status: 'drafted', ...composed([screening, other], { status: 'drafted' }) };
  expect(faultyFields(kind, draft)).toEqual([]);
});

test('sending sets the day and the clock of the answer', () => {
  expect(composed([consent([])])).toMatchObject({ sent_on: '2026-11-23', reply_by: '2026-12-01' });
  expect(composed([consent([])], { reply_by: '2026-11-30' })).toMatchObject({ reply_by: '2026-11-30' });
});

test('a draft carries nothing until it is sent', () => {
  expect(composed([screening, consent(['scores'])], { status: 'drafted' })).not.toHaveProperty('carries');
});

test('it goes along the ladder, and who refuses says why', () => {
  const check = (status: string, before: string, more = {}) =>
    faultyFields(
      kind,
      { partner: 'rsud', service: 'detox', status, sent_on: '2026-11-20', consent: 'c', ...more },
      { status: before },
    );
  expect(check('accepted', 'sent')).toEqual([]);
  expect(check('accepted', 'drafted')).toEqual(['status']);
  expect(check('declined', 'sent')).toEqual(['status_because']);
  expect(check('declined', 'sent', { status_because: 'penuh' })).toEqual([]);
});

test('she is offered what is hers to note, all the way; a step that this app does not know goes nowhere', () => {
  const offered = (status?: string) =>
    kind.fields.find((one) => one.name === 'status')?.optionsFrom?.(status ? { status } : {}, {}, [], sampleLookups);
  expect(offered()).toEqual(['drafted', 'sent']);
  expect(offered('sent')).toEqual(['accepted', 'waitlisted', 'declined', 'redirected', 'cancelled']);
  expect(offered('accepted')).toEqual(['handed_back', 'closed']);
  expect(offered('in_treatment')).toEqual([]);
  expect(offered('handed_back')).toEqual(['closed']);
  expect(offered('of a newer server')).toEqual([]);
  expect(faultyFields(kind, { partner: 'rsud', service: 'detox', status: 'received' }, { status: 'sent' })).toEqual([
    'status',
  ]);
});

test('it is offered once she agreed to be referred', () => {
  expect(kind.blockedBy?.([], sampleLookups)?.first).toBe('consent');
  expect(kind.blockedBy?.([consent([])], sampleLookups)).toBeNull();
});

test('what a step said is still asked at the next, so nothing is erased', () => {
  const closed = { status: 'closed', status_because: 'penuh', reply_by: '2026-11-30' };
  const asked = (name: string, fields: FieldValues) => kind.fields.find((one) => one.name === name)?.when?.(fields);
  expect([asked('status_because', closed), asked('reply_by', closed)]).toEqual([true, true]);
  expect([asked('status_because', { status: 'closed' }), asked('reply_by', { status: 'closed' })]).toEqual([
    false,
    false,
  ]);
});

test('only institutions that offer the service are offered, and it is sent to no other', () => {
  const posyandu = { value: 'posyandu', label: 'Posyandu', services: ['assessment'] };
  const lookups = { ...sampleLookups, partners: [...sampleLookups.partners, posyandu] };
  const spec = kind.fields.find((one) => one.name === 'partner');
  const offered = (values: FieldValues) => spec?.optionsFrom?.({}, values, [], lookups);
  expect(offered({})).toEqual(['rsud', 'posyandu']);
  expect(offered({ service: 'detox' })).toEqual(['rsud']);
  expect(offered({ service: 'atensi' })).toEqual([]);
  expect(spec?.noneOffered).toContain('Belum ada tempat rujukan');
  const wrong = (fields: FieldValues, before: FieldValues | null = null) =>
    kind.check?.({ consent: 'c', status: 'sent', ...fields }, before, lookups, { head: {}, records: [] });
  expect(wrong({ partner: 'posyandu', service: 'detox' })?.map((one) => one.fields[0])).toEqual(['partner']);
  expect(wrong({ partner: 'posyandu', service: 'detox', status: 'drafted' })).toEqual([]);
  expect(wrong({ partner: 'posyandu', service: 'detox' }, { status: 'sent' })).toEqual([]);
  expect(wrong({ partner: 'of another province', service: 'detox' })).toEqual([]);
});

test('the family sees what to bring: what everybody brings there, and what was asked of her', () => {
  const puskesmas = { value: 'rsud', label: 'RSUD', services: [], requirements: ['id_card', 'photo'] };
  const lookups = { ...sampleLookups, partners: [puskesmas] };
  const offered = (fields: FieldValues) =>
    kind.fields.find((one) => one.name === 'ready')?.optionsFrom?.({}, fields, [], lookups);
  expect(offered({ partner: 'rsud' })).toEqual(['id_card', 'photo']);
  expect(offered({ partner: 'rsud', requirements: ['stamp'] })).toEqual(['id_card', 'photo', 'stamp']);
  expect(offered({ partner: 'other', ready: ['stamp'] })).toEqual(['stamp']);
});

test('what the institution says is shown and never asked, nor cleared by an edit', () => {
  const before = { partner: 'rsud', service: 'detox', status: 'assessed', assessed_on: '2026-11-20', level: 'low' };
  const { set } = formResult(kind, { ...before, transport: true }, before, '');
  expect(set).toEqual({ transport: true });
  const theirs = declaredKinds['referral']?.rules?.find((one) => one.code === 'institution_says')?.fields;
  expect(
    kind.fields
      .filter((one) => one.told)
      .map((one) => one.name)
      .sort(),
  ).toEqual([...(theirs ?? [])].sort());
});

test('an hour is written as clocks say it', () => {
  const at = (appointment_time: string) =>
    faultyFields(
      kind,
      { partner: 'rsud', service: 'detox', status: 'accepted', appointment_on: '2026-12-01', appointment_time },
      { status: 'accepted' },
    );
  expect([at('09:30'), at('9.30'), at('25:00')]).toEqual([[], ['appointment_time'], ['appointment_time']]);
});

test('without an agreement it asks why before it goes, and with one it says until when that holds', () => {
  const there = (agreedUntil: string | null | undefined) => ({
    ...sampleLookups,
    partners: sampleLookups.partners.map((one) => ({ ...one, agreedUntil })),
  });
  const sent = { partner: 'rsud', service: 'assessment', status: 'sent', consent: 'consent' };
  const asks = (until: string | null | undefined, more = {}) =>
    kind
      .check?.({ ...sent, ...more }, null, there(until), { head, records: [] })
      .flatMap(({ fields }) => fields[0] ?? []);
  expect(asks(null)).toContain('no_agreement_because');
  expect(asks('2020-01-01')).toContain('no_agreement_because');
  expect(asks(null, { no_agreement_because: 'Belum diurus.' })).not.toContain('no_agreement_because');
  expect([asks('2999-01-01'), asks(undefined)].flat()).not.toContain('no_agreement_because');
  const goes = (until: string | null | undefined) =>
    kind.compose?.(sent, null, { head, records: [] }, there(until))?.['agreement_until'];
  expect([goes('2999-01-01'), goes(null), goes(undefined)]).toEqual(['2999-01-01', undefined, undefined]);
});

test('until the server has it, it is said that it will be sent, on its row, its page and in its steps', () => {
  const fields = {
    partner: 'rsud',
    service: 'assessment',
    status: 'sent',
    sent_on: '2026-11-23',
    reply_by: '2026-12-01',
  };
  const here = sampleRecord('referral', fields, { state: 'waiting' });
  expect(kind.line(here, sampleLookups)).toBe('Akan dikirim · pemeriksaan (asesmen)');
  expect(referralSteps(kind.said?.(here) ?? {})).toEqual([{ status: 'Akan dikirim' }]);
  const changed = sampleRecord('referral', { ...fields, number: 'R-1' }, { state: 'waiting' });
  for (const one of [changed, sampleRecord('referral', fields, { state: 'sent' })]) {
    expect(kind.said?.(one)).toBeUndefined();
    expect(kind.line(one, sampleLookups)).toMatch(/^Dikirim · /);
  }
});

test('a new one is not asked what comes after it was sent', () => {
  const asked = kind.fields.filter(({ told, type, when }) => !told && type !== 'computed' && (when?.({}) ?? true));
  expect(asked.map(({ name }) => name)).toEqual([
    'service',
    'partner',
    'path',
    'urgency',
    'reason',
    'escort',
    'transport',
    'status',
  ]);
});
