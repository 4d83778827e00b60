import { expect, test } from 'vitest';
import type { FieldValues, RecordView } from '../core/types';
import { faultsOfEdit } from '../forms/form_result';
import type { RecordKind } from '../forms/record_kind';
import { kindOf } from '.';
import { faultyFields, sampleLookups, sampleRecord } from './sample_records';

function kind(name: string): RecordKind {
  const found = kindOf(name);
  if (!found) throw new Error(name);
  return found;
}
const wrong = (name: string, fields: FieldValues, records: RecordView[] = []): string[] =>
  faultyFields(kind(name), fields, null, { head: {}, records });

test('a visit needs its day, and neither lies ahead nor is followed by an earlier one', () => {
  expect(wrong('visit', {})).toEqual(['on']);
  expect(wrong('visit', { on: '2026-11-24' })).toEqual(['on']);
  expect(wrong('visit', { on: '2026-11-23', next_on: '2026-11-22' })).toEqual(['next_on']);
  expect(wrong('visit', { on: '2026-11-23', next_on: '2026-11-23' })).toEqual([]);
});

test('a visit with danger is followed in three days or has an alert; nobody excludes somebody', () => {
  const visit = { on: '2026-11-23', red_flags: ['suicidal'] };
  const alert = (status: string) => sampleRecord('alert', { status });
  expect(wrong('visit', visit)).toEqual(['next_on']);
  expect(wrong('visit', { ...visit, next_on: '2026-11-27' })).toEqual(['next_on']);
  expect(wrong('visit', { ...visit, next_on: '2026-11-26' })).toEqual([]);
  expect(wrong('visit', visit, [alert('handled')])).toEqual(['next_on']);
  expect(wrong('visit', visit, [alert('handled'), alert('open')])).toEqual([]);
  expect(wrong('visit', { on: '2026-11-23', met: ['nobody', 'client'] })).toEqual(['met']);
  expect(wrong('visit', { on: '1990-01-01', next_on: '2036-01-01' })).toEqual(['on', 'next_on']);
});

test('a client needs an alias that is short, and a closed case says why', () => {
  expect(wrong('client', { code: '7Q4MK2H', alias: '' })).toEqual(['alias']);
  expect(wrong('client', { code: '7Q4MK2H', alias: 'x'.repeat(41) })).toEqual(['alias']);
  expect(wrong('client', { code: '7Q4MK2T', alias: 'Mas Wahyu' })).toEqual(['code']);
  expect(wrong('client', { code: '7Q4MK2H', alias: 'a', status: 'closed' })).toEqual(['closed_reason']);
  const closed = { code: '7Q4MK2H', alias: 'a', status: 'closed', closed_reason: 'moved' };
  expect(wrong('client', closed)).toEqual([]);
  expect(wrong('client', closed, [sampleRecord('alert', { status: 'open' })])).toEqual(['closed_reason']);
  expect(wrong('client', { code: '7Q4MK2H', alias: 'Budi 3374010101900001' })).toEqual(['alias']);
});

test('a decision of her own has a reason', () => {
  const sheet = { on: '2026-11-23', suggestion: 'refer', decision: 'ibm' };
  expect(wrong('screening', sheet)).toEqual(['decision_because']);
  expect(wrong('screening', { ...sheet, decision_because: 'dia mau' })).toEqual([]);
  expect(wrong('screening', { ...sheet, decision: 'later', next_on: '2026-11-01' })).toEqual(['next_on']);
  expect(wrong('screening', { on: '2026-11-23', suggestion: 'refer' })).toEqual(['decision']);
});

test('a course ends after it begins, and has whole hours', () => {
  const course = { trade: 'barista', status: 'enrolled' };
  expect(wrong('vocational_training', {})).toEqual(['trade', 'status']);
  expect(wrong('vocational_training', { ...course, starts_on: '2026-11-23', ends_on: '2026-11-22' })).toEqual([
    'ends_on',
  ]);
  expect(wrong('vocational_training', { ...course, hours: 2001 })).toEqual(['hours']);
});

test('an edit answers only for the fields it sets', () => {
  const faults = [
    { fields: ['on'], detail: 'old' },
    { fields: ['next_on', 'on'], detail: 'order' },
  ];
  expect(faultsOfEdit(faults, { next_on: '2026-11-01' }, false)).toEqual([faults[1]]);
  expect(faultsOfEdit(faults, {}, true)).toEqual(faults);
});

test('where nobody was met nothing is asked of how she is, and care is no danger', () => {
  const visit = kind('visit');
  const asked = (fields: FieldValues) =>
    visit.fields.filter((spec) => spec.when?.(fields) ?? true).map(({ name }) => name);
  expect(visit.fields.find((spec) => !spec.fold)?.name).toBe('met');
  expect(asked({ met: ['client'] })).toEqual(expect.arrayContaining(['condition', 'use_since', 'support']));
  for (const name of ['condition', 'use_since', 'use_days', 'support'])
    expect(asked({ met: ['nobody'] })).not.toContain(name);
  const options = (name: string) => visit.fields.find((one) => one.name === name)?.options;
  expect(options('red_flags')).not.toContain('pregnancy');
  expect(options('care_needs')).toEqual(['pregnancy', 'injecting']);
});

const no = (...layers: string[]) => sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers });

test('whom she wants no longer is not visited, but may come herself and is helped in danger', () => {
  const visit = (more: FieldValues) => wrong('visit', { on: '2026-11-20', ...more }, [no('contact')]);
  expect(visit({})).toEqual(['purpose']);
  expect(visit({ on: '2026-11-10' })).toEqual([]);
  expect(visit({ on: '2026-11-10', next_on: '2026-11-24' })).toEqual(['next_on']);
  expect([visit({ purpose: 'came_herself' }), visit({ purpose: 'alert' })]).toEqual([[], []]);
});

test('the form says so first, and asks what it was for among what is left', () => {
  const { notice, fields } = kind('visit');
  const purpose = fields.find((spec) => spec.name === 'purpose');
  const offered = (records: RecordView[], before: FieldValues = {}) =>
    purpose?.optionsFrom?.(before, {}, records, sampleLookups);
  expect([notice?.([], sampleLookups), purpose?.unfolded?.([], sampleLookups)]).toEqual([undefined, false]);
  expect(notice?.([no('contact')], sampleLookups)).toContain('tidak mau didatangi lagi');
  expect(purpose?.unfolded?.([no('contact')], sampleLookups)).toBe(true);
  expect(offered([])).toEqual(purpose?.options);
  expect(offered([no('contact')])).toEqual(['alert', 'came_herself']);
  expect(offered([no('contact')], { purpose: 'plan' })).toEqual(['plan', 'alert', 'came_herself']);
  expect(offered([no('participation')])).toEqual(['first', 'alert', 'referral', 'came_herself']);
});

test('each layer she takes back ends what it allowed, and nothing else', () => {
  const visit = { on: '2026-11-20' };
  expect(wrong('visit', { ...visit, purpose: 'plan' }, [no('participation')])).toEqual(['purpose']);
  expect(wrong('client', { code: '7Q4MK2H', alias: 'a', status: 'aftercare' }, [no('participation')])).toEqual([
    'status',
  ]);
  expect(wrong('visit', { ...visit, support: ['family_talk'] }, [no('family')])).toEqual(['support']);
  expect(wrong('visit', { ...visit, family_mood: 'angry' }, [no('family')])).toEqual(['family_mood']);
  expect(wrong('screening', { on: '2026-11-20', decision: 'later' }, [no('screening')])).toEqual(['on']);
  expect(wrong('screening', { on: '2026-11-20', decision: 'later', urine: 'positive' }, [no('urine')])).toEqual([
    'urine',
  ]);
  const recorded = { act: 'given', layers: ['contact'], evidence: 'recording', way: 'voice', witness: 'none' };
  const given = { ...recorded, on: '2026-11-20', text_version: 'x', minor: false };
  expect(wrong('consent', given, [no('media')])).toEqual(['evidence']);
  expect(wrong('consent', { ...given, layers: ['media'] }, [no('media')])).toEqual([]);
  const other = [no('contact', 'research', 'approval', 'data_kept')];
  expect(wrong('visit', { ...visit, purpose: 'came_herself', support: ['family_talk'] }, other)).toEqual([]);
});

test('no case is closed over a danger that nobody looked after', () => {
  const seen = sampleRecord('visit', { on: '2026-11-20', red_flags: ['violence'] });
  const alert = (fields: FieldValues) => sampleRecord('alert', { status: 'handled', ...fields });
  const close = (records: RecordView[], reason = 'finished') =>
    wrong('client', { code: '7Q4MK2H', alias: 'a', status: 'closed', closed_reason: reason }, records);
  expect(close([seen])).toEqual(['status']);
  expect(close([seen, alert({ opened_on: '2026-11-19' })])).toEqual(['status']);
  expect(close([seen, alert({ opened_on: '2026-11-20' })])).toEqual([]);
  expect(close([seen, alert({ opened_on: '2026-11-19', source: seen.id })])).toEqual([]);
  expect(close([seen], 'died')).toEqual([]);
  expect(close([sampleRecord('visit', { on: '2026-11-20', red_flags: ['pregnancy'] })])).toEqual([]);
});
