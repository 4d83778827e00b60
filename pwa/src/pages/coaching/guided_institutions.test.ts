import { expect, test } from 'vitest';
import '../../coaching/coaching_kinds';
import type { AskingFeed } from '../../records/caseload';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { guidedInstitutions } from './guided_institutions';

const training = (on: string, more: object = {}) =>
  sampleRecord('training', { title: on, starts_on: on, institution: 'rsud', ...more });
const unit = (...records: AskingFeed['records']): AskingFeed => ({ id: 'unit', alias: 'Unit', records });

test('of each institution its longest agreement and what it was taught, once however many units had it', () => {
  const feeds = [
    unit(
      training('2026-05-04', { series: 's' }),
      training('2026-09-01'),
      sampleRecord('agreement', { institution: 'rsud', ends_on: '2027-01-31' }),
      sampleRecord('training', { title: 'Bimtek agen', starts_on: '2026-10-01' }),
    ),
    unit(
      training('2026-05-04', { series: 's' }),
      sampleRecord('agreement', { institution: 'rsud', ends_on: '2026-12-31' }),
      training('2026-08-01', { institution: 'lks' }),
    ),
  ];
  const found = guidedInstitutions(feeds, { ...sampleLookups, partner: (id) => id.toUpperCase() });
  expect(
    found.map(({ name, agreedUntil, trainings }) => [
      name,
      agreedUntil,
      trainings.map(({ fields }) => fields['title']),
    ]),
  ).toEqual([
    ['LKS', '', ['2026-08-01']],
    ['RSUD', '2027-01-31', ['2026-09-01', '2026-05-04']],
  ]);
});
