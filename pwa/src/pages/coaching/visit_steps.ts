/**
 * A visit to a unit, step by step, read off the papers of its year: what is done, what lacks, what is not due yet. Nothing
 * of it is kept beside them, so it goes on on another phone, and after months. Pure.
 */
import { type YearPapers, yearPapers } from '../../coaching/year_papers';
import type { Id, RecordView, Role } from '../../core/types';
import { text } from '../../fields/field_values';
import { rowsOf } from '../../fields/rows';
import { mayWrite } from '../../forms/declared_kinds';
import { draftKey } from '../../forms/draft_key';
import type { AskingFeed } from '../../records/caseload';
import { addDays } from '../../words/format';
import type { PageTarget } from '../page_context';
import { plannedActions } from './planned_actions';

export type StepName = 'start' | 'problems' | 'swot' | 'assistance' | 'actions' | 'end' | 'phase' | 'result' | 'agreed';

/** `startFirst` and the like: what comes before it; `notYet`: its day has not come. */
export type StepLack =
  | 'startFirst'
  | 'notYet'
  | 'endFirst'
  | 'visitFirst'
  | 'strategies'
  | 'ownActions'
  | 'unanswered'
  | 'unitVisit'
  | 'coachVisit'
  | 'unitResult'
  | 'coachResult';

export interface VisitStep {
  readonly name: StepName;
  /** `part`: something stands, and something lacks; `later`: not due today, though it may be written. */
  readonly state: 'done' | 'part' | 'open' | 'later';
  readonly lacks: readonly StepLack[];
  /** A form of it was begun and not saved. */
  readonly begun: boolean;
  /** What of it stands. */
  readonly records: readonly RecordView[];
  /** What is written next; undefined: nothing by this role. */
  readonly target: PageTarget | undefined;
  /** From when on it is due. */
  readonly from?: string;
}

export interface VisitAsked {
  readonly one: AskingFeed;
  readonly role: Role;
  readonly today: string;
  /** Keys of unfinished forms. */
  readonly drafts: readonly string[];
}

/** [P] A year's end shows nothing so soon after its start. */
const END_AFTER_DAYS = 90;
/** But the year's end is written in its year, however late it began: this page shows no other. */
const END_BY = '12-15';

/** One a year: what stands is read, and mended there. */
const ONCE: ReadonlySet<string> = new Set(['monitoring', 'swot', 'phase_assessment', 'assistance_result']);

interface StepFacts {
  readonly kind: string;
  readonly records: readonly (RecordView | undefined)[];
  readonly lacks?: readonly StepLack[];
  readonly later?: StepLack | undefined;
  readonly from?: string;
  /** An unfinished form of this kind is not this step's, but another's. */
  readonly noDraft?: boolean;
  /** What is edited; otherwise one more is written, or what lacks is added to what stands. */
  readonly edits?: { readonly record: Id } | undefined;
}

export function visitSteps(asked: VisitAsked): readonly VisitStep[] {
  const papers = yearPapers(asked.one.records, Number(asked.today.slice(0, 4)));
  const facts = factsOf(papers, asked.today);
  return (Object.entries(facts) as [StepName, StepFacts][]).map(([name, one]) =>
    name === 'agreed' ? agreedStep(papers, asked) : stepOf(name, one, asked),
  );
}

function factsOf(papers: YearPapers, today: string): { readonly [name in StepName]: StepFacts } {
  const { start, mid, end, problems, swot, visit, phase, result } = papers;
  const by = `${today.slice(0, 4)}-${END_BY}`;
  const soonest = start ? addDays(text(start.fields, 'on'), END_AFTER_DAYS) : '';
  const from = soonest > by ? by : soonest;
  return {
    start: { kind: 'monitoring', records: [start], noDraft: start !== undefined },
    problems: { kind: 'unit_problem', records: problems },
    swot: {
      kind: 'swot',
      records: [swot],
      lacks: swot && rowsOf(swot.fields['strategies']).length === 0 ? ['strategies'] : [],
      edits: swot && { record: swot.id },
    },
    assistance: { kind: 'assistance', records: [visit] },
    actions: { kind: 'unit_action', records: papers.actions, lacks: actionLacks(papers) },
    end: {
      kind: 'monitoring',
      records: [end],
      later: !start ? 'startFirst' : today < from ? 'notYet' : undefined,
      from,
      noDraft: start === undefined || end !== undefined,
    },
    phase: { kind: 'phase_assessment', records: [phase], later: end || mid ? undefined : 'endFirst' },
    result: { kind: 'assistance_result', records: [result], later: end || mid ? undefined : 'endFirst' },
    agreed: { kind: 'assistance', records: [visit, result] },
  };
}

function actionLacks(papers: YearPapers): readonly StepLack[] {
  const { actions, visit } = papers;
  if (!actions.length) return [];
  if (!actions.some(({ fields }) => visit && fields['assistance'] === visit.id)) return ['ownActions'];
  return plannedActions(papers).length ? ['unanswered'] : [];
}

function stepOf(name: StepName, facts: StepFacts, { one, role, drafts }: VisitAsked): VisitStep {
  const records = facts.records.filter((record) => record !== undefined);
  const lacks = [...(facts.lacks ?? [])];
  const stands = records.length > 0;
  const target = { kind: facts.kind, client: one.id, ...facts.edits };
  const begun = !facts.noDraft && drafts.includes(draftKey(target));
  const state = stands ? (lacks.length ? 'part' : 'done') : facts.later && !begun ? 'later' : 'open';
  return {
    name,
    state,
    lacks: state === 'later' && facts.later ? [facts.later] : lacks,
    begun,
    records,
    target: mayWrite(facts.kind, role) && !(state === 'done' && ONCE.has(facts.kind)) ? target : undefined,
    ...(facts.from ? { from: facts.from } : {}),
  };
}

const SIDES = [
  ['signed_coach', 'district', 'coachVisit', 'coachResult'],
  ['signed_unit', 'coordinator', 'unitVisit', 'unitResult'],
] as const;

/** The officer says so first; whoever leads the unit then reads it and says so too. */
function agreedStep({ visit, result }: YearPapers, { one, role }: VisitAsked): VisitStep {
  const asked = SIDES.flatMap(([field, by, ofVisit, ofResult]) => [
    ...(visit && visit.fields[field] !== true ? [{ field, by, record: visit, lack: ofVisit }] : []),
    ...(result && result.fields[field] !== true ? [{ field, by, record: result, lack: ofResult }] : []),
  ]);
  const mine = asked.find(
    ({ by, record }) => by === role && (role === 'district' || record.fields['signed_coach'] === true),
  );
  return {
    name: 'agreed',
    state: !visit ? 'later' : asked.length === 0 ? 'done' : 'part',
    lacks: visit ? asked.map(({ lack }) => lack) : ['visitFirst'],
    begun: false,
    records: [visit, result].filter((record) => record !== undefined),
    target: mine && { client: one.id, kind: mine.record.kind, record: mine.record.id, editedAlone: mine.field },
  };
}

/** What is to be done now; undefined: nothing is due. Those in `skipped` are left for another day. */
export const nextVisitStep = (steps: readonly VisitStep[], skipped: ReadonlySet<StepName>): VisitStep | undefined =>
  steps.find(
    ({ name, state, begun, target }) => target && (begun || state === 'open' || state === 'part') && !skipped.has(name),
  );
