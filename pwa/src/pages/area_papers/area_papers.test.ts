import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { agreementSort as sort } from './agreement_sort';
import { areasNamed, missingIn, paperText } from './paper_form';
import { type AreaAgreement, endingSoon, stateOf } from './told_agreements';
import { inOrder } from './told_papers';
import { type AreaTraining, trainingSort } from './training_sort';

const TODAY = '2026-12-01';
const areas = [
  { code: '33', name: 'Jawa Tengah' },
  { code: '33.22', name: 'Kabupaten Semarang' },
];
const one = (id: string, more: Partial<AreaAgreement> = {}): AreaAgreement => ({
  id,
  office: '33',
  office_name: 'Jawa Tengah',
  institution: 'balai',
  institution_name: 'Balai',
  number: 'PKS/1',
  starts_on: '2026-01-01',
  ends_on: '2027-12-31',
  region_names: ['Jawa Tengah'],
  asked_from: '2027-11-01',
  voided_because: null,
  ...more,
});
const soon = { ends_on: '2026-12-01', asked_from: '2026-10-02' };

test.each([
  ['valid', {}],
  ['ending', soon],
  ['valid', { ...soon, asked_from: null }],
  ['over', { ...soon, ends_on: '2026-11-30' }],
  ['coming', { ...soon, starts_on: '2026-12-02', ends_on: '2026-12-20' }],
  ['voided', { ...soon, voided_because: 'Salah.' }],
] as const)('an agreement is %s: %o', (state, more) => {
  expect(stateOf(one('a', more), TODAY)).toBe(state);
});

test('what ends first comes first, and only what the office wrote itself is asked of it', () => {
  const agreements = [
    one('later'),
    one('over', { ends_on: '2026-11-01' }),
    one('soon', soon),
    one('above', { ...soon, office: 'country' }),
    one('mistaken', { office: 'country', voided_because: 'Salah.' }),
  ];
  const told = { office: '33', areas, agreements };
  expect(inOrder(sort, agreements, told, true, TODAY).map(({ id }) => id)).toEqual(['soon', 'later', 'over']);
  expect(inOrder(sort, agreements, told, false, TODAY).map(({ id }) => id)).toEqual(['above']);
  expect(endingSoon(told, TODAY)).toBe(1);
});

test('what lacks is said at its field, and what is given is sent without what was only told', () => {
  const set = sort.fields(areas);
  expect(set.fields.map(({ name }) => name)).not.toContain('sop');
  expect([...missingIn(set, { on: TODAY, budget_lines: [{ amount: 5 }] }).keys()]).toEqual([
    'institution', 'number', 'starts_on', 'ends_on', 'scope', 'budget_lines', 'regions',
  ]); // biome-ignore format: names
  const told: FieldValues = {
    ...(one('a', soon) as unknown as FieldValues),
    on: '2026-01-01',
    regions: ['33.22.01'],
    region_names: ['Getasan'],
    scope: ['outpatient'],
    budget_lines: [],
    note: null,
    renews: 'before',
  };
  expect(missingIn(set, told).size).toBe(0);
  expect(paperText(set, told)).toEqual({
    institution: 'balai', number: 'PKS/1', on: '2026-01-01', starts_on: '2026-01-01', ends_on: '2026-12-01',
    regions: ['33.22.01'], scope: ['outpatient'], renews: 'before',
  }); // biome-ignore format: names
  expect(areasNamed(areas, told).map(({ name }) => name)).toEqual(['Jawa Tengah', 'Kabupaten Semarang', 'Getasan']);
  const next = sort.renewal?.(told as unknown as AreaAgreement, TODAY) ?? {};
  expect(paperText(set, next)).toEqual({
    institution: 'balai', on: TODAY, starts_on: '2026-12-02', regions: ['33.22.01'], scope: ['outpatient'], renews: 'a',
  }); // biome-ignore format: names
  expect(sort.renewal?.(one('valid'), TODAY)).toBeUndefined();
  expect(sort.renewal?.(one('over', { ends_on: '2026-11-01' }), TODAY)?.['starts_on']).toBe(TODAY);
});

test('a training says who came, the newest stands first, and its office is asked for its own', () => {
  const held = (id: string, ends_on: string, more: Partial<AreaTraining> = {}): AreaTraining => ({
    ...one(id, { starts_on: ends_on, ends_on }),
    title: 'Bimtek',
    sort: 'workshop',
    offices: [{ people: 4 }, { people: 2 }],
    agents: null,
    ...more,
  });
  const papers = [
    held('old', '2025-05-01'),
    held('new', '2026-05-01'),
    held('no', '2026-06-01', { voided_because: 'x' }),
  ];
  const told = { office: '33', areas };
  expect(inOrder(trainingSort, papers, told, true, TODAY).map(({ id }) => id)).toEqual(['new', 'old', 'no']);
  expect(trainingSort.line(held('a', '2026-05-01', { agents: 12 }), TODAY)).toContain('18 orang');
  const asked = trainingSort.fields(areas).fields.map(({ name }) => name);
  expect(asked).not.toContain('institution');
  expect(asked).toEqual(expect.arrayContaining(['title', 'offices', 'agents', 'regions']));
  expect(['country', '33', '33.22'].map((office) => trainingSort.begun(office, TODAY)['organiser'])).toEqual([
    'plrkm',
    'bnnp',
    'bnnk',
  ]);
});
