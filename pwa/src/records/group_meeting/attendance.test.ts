import { expect, test } from 'vitest';
import type { Casebook, FieldValues } from '../../core/types';
import { sampleRecord } from '../sample_records';
import { groupClients, groupMeetings, headsOf } from './attendance';

const caseWith = (id: string, ...records: ReturnType<typeof sampleRecord>[]) => {
  const head = sampleRecord('client', { alias: id, status: 'accompanied' }, { id, feed: id });
  return [head, ...records.map((record) => ({ ...record, feed: id }))];
};
const plan = (fields: FieldValues = {}) => sampleRecord('plan', { on: '2026-11-03', status: 'open', ...fields });
const yes = sampleRecord('consent', { act: 'given', on: '2026-11-01', layers: ['participation'] });
const no = sampleRecord('consent', { act: 'withdrawn', on: '2026-11-10', layers: ['participation'] });
const cases = {
  rini: caseWith('rini', plan(), yes),
  joko: caseWith('joko', plan(), yes),
  wahyu: caseWith('wahyu', plan()),
  bintang: caseWith('bintang', plan({ status: 'finished' }), yes),
  asri: caseWith('asri', plan(), yes, no),
  biru: caseWith('biru', yes),
};
const book = {
  all: (kind: string) => Object.values(cases).flatMap((one) => one.filter((record) => record.kind === kind)),
  get: (id: string) => cases[id as keyof typeof cases]?.[0],
  caseOf: (feed: string) => cases[feed as keyof typeof cases] ?? [],
} as unknown as Casebook;

test('only those whose plan runs and who take part are asked for', () => {
  expect(groupClients(book).map(({ id }) => id)).toEqual(['joko', 'rini']);
});

test('each who was asked for gets a meeting of her own, and the group’s record says nobody', () => {
  const fields = { on: '2026-11-20', theme: 'triggers', head_count: 6 };
  const saved = groupMeetings('group', fields, { rini: 'late', biru: 'came' }, book);
  expect(saved).toEqual([
    {
      kind: 'meeting',
      feed: 'rini',
      set: {
        on: '2026-11-20',
        plan: cases.rini[1]?.id,
        form: 'group',
        group: 'group',
        attended: 'late',
        theme: 'triggers',
      },
    },
  ]);
  expect(Object.keys(fields)).toEqual(['on', 'theme', 'head_count']);
  expect(headsOf({ rini: 'late', joko: 'absent' })).toBe(1);
});
