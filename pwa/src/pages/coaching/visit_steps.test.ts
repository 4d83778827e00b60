import { expect, test } from 'vitest';
import '../../coaching/coaching_kinds';
import { yearPapers } from '../../coaching/year_papers';
import type { FieldValues, Id } from '../../core/types';
import { draftKey } from '../../forms/draft_key';
import { newestFirst } from '../../records/record_order';
import { sampleRecord } from '../../records/sample_records';
import { plannedActions } from './planned_actions';
import { nextVisitStep, type StepName, type VisitStep, visitSteps } from './visit_steps';

const FEED = '01920000-18f4-8bbf-8f51-5c163ef31efe';
let made = 0;

/** Each a record of its own. */
const paper = (kind: string, fields: FieldValues) => {
  made += 1;
  return { ...sampleRecord(kind, fields), id: `01920000-0000-7000-8000-${String(made).padStart(12, '0')}` as Id };
};

const START = paper('monitoring', { year: 2026, when: 'start', on: '2026-02-10' });
const END = paper('monitoring', { year: 2026, when: 'end', on: '2026-11-20' });
const VISIT = paper('assistance', { on: '2026-11-20', mode: 'onsite' });
const WEIGHTS = { aspect: 'input', owner: 'unit', status: 'open' };
const LIGHT = paper('unit_problem', {
  ...WEIGHTS,
  on: '2026-11-20',
  what: 'Ringan',
  urgency: 1,
  seriousness: 5,
  growth: 5,
});
const HEAVY = paper('unit_problem', {
  ...WEIGHTS,
  on: '2026-11-20',
  what: 'Berat',
  urgency: 5,
  seriousness: 3,
  growth: 2,
});

const asked = (records: readonly ReturnType<typeof paper>[], more: object = {}) =>
  visitSteps({
    one: { id: FEED, alias: 'Kopeng', records: newestFirst(records) },
    role: 'district',
    today: '2026-11-23',
    drafts: [],
    ...more,
  });
const states = (steps: readonly VisitStep[]) => Object.fromEntries(steps.map(({ name, state }) => [name, state]));
const at = (steps: readonly VisitStep[], name: StepName) => steps.find((step) => step.name === name);

test('a visit begins with its start, and what comes of a start is not due before it', () => {
  const steps = asked([]);
  expect(states(steps)).toEqual({
    ...Object.fromEntries(['start', 'problems', 'swot', 'assistance', 'actions'].map((name) => [name, 'open'])),
    ...Object.fromEntries(['end', 'phase', 'result', 'agreed'].map((name) => [name, 'later'])),
  });
  expect(nextVisitStep(steps, new Set())?.target).toEqual({ client: FEED, kind: 'monitoring' });
  expect(nextVisitStep(steps, new Set(['start', 'problems']))?.name).toBe('swot');
});

test('the end of a year is due three months after its start, and can be written before', () => {
  const early = at(asked([START], { today: '2026-05-10' }), 'end');
  expect([early?.state, early?.lacks, early?.from]).toEqual(['later', ['notYet'], '2026-05-11']);
  expect(early?.target).toEqual({ client: FEED, kind: 'monitoring' });
  expect(at(asked([START], { today: '2026-05-11' }), 'end')?.state).toBe('open');
  expect(at(asked([START, END]), 'end')).toMatchObject({ state: 'done', target: undefined });
  expect(at(asked([VISIT]), 'assistance')).toMatchObject({ state: 'done', target: { kind: 'assistance' } });
  expect(at(asked([START], { today: '2027-01-10' }), 'start')?.state).toBe('open');
});

test('however late a year began, its end is due in it', () => {
  const late = paper('monitoring', { year: 2026, when: 'start', on: '2026-11-30' });
  const end = (today: string) => at(asked([late], { today }), 'end');
  expect([end('2026-12-14')?.state, end('2026-12-14')?.from]).toEqual(['later', '2026-12-15']);
  expect(end('2026-12-15')?.state).toBe('open');
});

test('what stands and still lacks something says what', () => {
  const swot = paper('swot', { year: 2026, strengths: [{ what: 'Dikenal warga' }] });
  const old = paper('unit_action', { what: 'Lama', owner: 'unit', due: '2026-12-01', status: 'open' });
  const steps = asked([swot, old, VISIT]);
  expect(at(steps, 'swot')).toMatchObject({ state: 'part', lacks: ['strategies'], target: { record: swot.id } });
  expect(at(steps, 'actions')).toMatchObject({ state: 'part', lacks: ['ownActions'] });
  const own = paper('unit_action', {
    what: 'Baru',
    owner: 'unit',
    due: '2026-12-02',
    status: 'open',
    assistance: VISIT.id,
  });
  expect(at(asked([old, own, VISIT]), 'actions')?.state).toBe('done');
  expect(at(asked([own, VISIT, HEAVY]), 'actions')).toMatchObject({ state: 'part', lacks: ['unanswered'] });
  const answer = paper('unit_action', { ...own.fields, problem: HEAVY.id });
  expect(at(asked([answer, VISIT, HEAVY]), 'actions')?.state).toBe('done');
});

test('the phase is assessed after the monitoring of the year’s end, before what is recommended', () => {
  const steps = asked([START, END]);
  expect(at(steps, 'phase')).toMatchObject({ state: 'open', target: { kind: 'phase_assessment' } });
  const judged = (when: string) => paper('phase_assessment', { year: 2026, when, phase: 'tumbuh' });
  expect(at(asked([START, END, judged('start')]), 'phase')?.state).toBe('open');
  expect(at(asked([START, END, judged('end')]), 'phase')).toMatchObject({ state: 'done', target: undefined });
  expect(steps.map(({ name }) => name).slice(-4)).toEqual(['end', 'phase', 'result', 'agreed']);
});

test('the officer says first that both agree, then whoever leads the unit', () => {
  const coordinator = { role: 'coordinator' as const };
  expect(at(asked([VISIT]), 'agreed')).toMatchObject({
    lacks: ['coachVisit', 'unitVisit'],
    target: { record: VISIT.id, editedAlone: 'signed_coach' },
  });
  expect(at(asked([VISIT], coordinator), 'agreed')?.target).toBeUndefined();
  const signed = { ...VISIT, fields: { ...VISIT.fields, signed_coach: true } };
  expect(at(asked([signed], coordinator), 'agreed')?.target).toMatchObject({ editedAlone: 'signed_unit' });
  expect(at(asked([signed]), 'agreed')?.target).toBeUndefined();
  const both = { ...VISIT, fields: { ...signed.fields, signed_unit: true } };
  expect(at(asked([both]), 'agreed')?.state).toBe('done');
});

test('whoever leads the unit is asked for nothing that the officer writes', () => {
  const steps = asked([], { role: 'coordinator' });
  expect(steps.filter(({ target }) => target).map(({ name }) => name)).toEqual(['actions']);
});

test('a form that was begun is gone on with', () => {
  const drafts = [draftKey({ kind: 'swot', client: FEED })];
  expect(at(asked([], { drafts }), 'swot')).toMatchObject({ state: 'open', begun: true });
  expect(at(asked([], { drafts }), 'start')?.begun).toBe(false);
  const monitoring = [draftKey({ kind: 'monitoring', client: FEED })];
  const begun = (records: readonly ReturnType<typeof paper>[]) =>
    asked(records, { drafts: monitoring }).flatMap((step) => (step.begun ? [step.name] : []));
  expect([begun([]), begun([START]), begun([START, END])]).toEqual([['start'], ['end'], []]);
  const another = asked([START, VISIT], { drafts: [draftKey({ kind: 'assistance', client: FEED })] });
  expect(at(another, 'assistance')).toMatchObject({ state: 'done', begun: true });
});

test('the heaviest problem stands first, and what no action answers yet is offered', () => {
  const swot = paper('swot', {
    year: 2026,
    strategies: [{ action: 'Minta ruang', owner: 'village', due: '2026-12-01' }, { action: 'Jadwal' }],
  });
  const act = paper('unit_action', { what: 'Jadwal', owner: 'unit', due: '2026-12-01', status: 'open', swot: swot.id });
  const papers = yearPapers(newestFirst([LIGHT, HEAVY, swot, act]), 2026);
  expect(papers.problems.map(({ fields }) => fields['what'])).toEqual(['Berat', 'Ringan']);
  expect(plannedActions(papers).map(({ what }) => what)).toEqual(['Minta ruang', 'Berat', 'Ringan']);
  expect(plannedActions(papers)[0]?.set).toEqual({
    swot: swot.id,
    what: 'Minta ruang',
    owner: 'village',
    due: '2026-12-01',
  });
});
