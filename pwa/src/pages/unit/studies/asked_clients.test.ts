import { expect, test } from 'vitest';
import type { Casebook, RecordView } from '../../../core/types';
import { askedClients } from './asked_clients';

const SHEET = {
  instrument: 'whoqol-bref',
  version: '1996-1',
  on: '2026-11-01',
  domains: { physical: { percent: '50.00' } },
};
const record = (kind: string, feed: string, fields: object, id = kind) =>
  ({ kind, feed, id, fields, voided: false }) as unknown as RecordView;
const yes = (feed: string, on = '2026-10-01') => record('consent', feed, { act: 'given', on, layers: ['research'] });
const no = (feed: string) => record('consent', feed, { act: 'withdrawn', on: '2026-10-02', layers: ['research'] }, 'z');
const head = (feed: string, age_band: string | null = '25-34') =>
  record('client', feed, { alias: feed, age_band, sex: 'male' });
const sheet = (feed: string, more: object = {}) => record('quality_of_life', feed, { ...SHEET, ...more });

const CASES: { readonly [feed: string]: readonly RecordView[] } = {
  takesPart: [sheet('takesPart'), yes('takesPart'), head('takesPart')],
  withdrew: [sheet('withdrew'), no('withdrew'), yes('withdrew'), head('withdrew')],
  child: [sheet('child'), yes('child'), head('child', '15-17')],
  ageless: [sheet('ageless'), yes('ageless'), head('ageless', null)],
  sheetless: [yes('sheetless'), head('sheetless')],
  otherSheet: [sheet('otherSheet', { version: '2030-1' }), yes('otherSheet'), head('otherSheet')],
  neverAsked: [sheet('neverAsked'), head('neverAsked')],
};

test('only an adult who agreed to research and has a sheet of the questionnaire may be taken from her case', () => {
  const book = {
    all: () => Object.values(CASES).flatMap((records) => records.filter(({ kind }) => kind === 'client')),
    caseOf: (feed: string) => CASES[feed] ?? [],
  } as unknown as Pick<Casebook, 'all' | 'caseOf'>;
  const found = askedClients(book, SHEET);
  expect(found.map(({ id }) => id)).toEqual(['takesPart']);
  expect(found[0]).toMatchObject({ on: '2026-11-01', age_band: '25-34', sex: 'male', domains: SHEET.domains });
});
