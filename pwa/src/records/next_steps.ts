/**
 * What is to be done next about a client, from her case alone: records in, steps out, the gravest first. The client's
 * page, the caseload and the list of the day all read this. Pure.
 */
import type { Id, RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { isGiven, many, text } from '../fields/field_values';
import { words } from '../words';
import { addDays, day, nearDay } from '../words/format';
import { kindOf } from '.';
import type { ClientCase } from './caseload';
import { consentsInForce, referralConsent, withdrawnLayers } from './consent/consent_status';
import { newestFirst, newestOf } from './record_order';

export interface NextStep {
  readonly what: string;
  /** The day it falls due; null: as soon as it fits, and in no list of the day. */
  readonly on: string | null;
  /** A danger that nobody has handled yet. */
  readonly danger?: true;
  /** A meeting that was planned. */
  readonly meeting?: true;
  /** The record it comes from. */
  readonly record?: Id;
  /** The field of that record which holds the day, where it is an appointment that can be moved. */
  readonly moves?: string;
  /** What to write; left out: the record is opened. */
  readonly write?: { readonly kind: string; readonly record?: Id; readonly editedAlone?: string };
}

const DANGERS = ['suicidal', 'overdose', 'psychosis', 'withdrawal', 'violence', 'child_in_danger', 'very_ill'];
const REFERS = ['refer', 'refer_alcohol', 'refer_child', 'refer_now'];
/** How long a sign of danger asks for an alert, in days. */
const DANGER_DAYS = 30;

type Steps = readonly NextStep[];

const made = new WeakMap<ClientCase, { readonly lookups: Lookups; readonly steps: Steps }>();

/** All of them, the first one first. A closed case asks for nothing but what endangers somebody. */
export function stepsOf(one: ClientCase, lookups: Lookups): Steps {
  const known = made.get(one);
  if (known?.lookups === lookups) return known.steps;
  const steps = makeSteps(one, lookups);
  made.set(one, { lookups, steps });
  return steps;
}

function makeSteps(one: ClientCase, lookups: Lookups): Steps {
  const dangers = dangerSteps(one.records, lookups);
  if (!one.open || withdrawnLayers(one.records).has('contact')) return dangers;
  const dated = [...referralSteps(one.records, lookups), ...planSteps(one.records), ...saidSteps(one.records, lookups)];
  const now = dated.filter((step) => step.on !== null && step.on <= lookups.today).sort(byDay);
  const later = dated.filter((step) => step.on !== null && step.on > lookups.today).sort(byDay);
  return [...dangers, ...beginnings(one.records), ...now, ...later];
}

/** The first of them; where nothing else is asked for, the next meeting is planned. */
export function nextStep(one: ClientCase, lookups: Lookups): NextStep | undefined {
  const [first] = stepsOf(one, lookups);
  if (first || !one.open || withdrawnLayers(one.records).has('contact')) return first;
  const visited = one.records.some((record) => record.kind === 'visit');
  return { what: visited ? words.steps.again : words.steps.plan, on: null, write: { kind: 'visit' } };
}

/** What it is and when, in one line: what was missed says so. */
export function stepLine(step: NextStep, today: string): string {
  if (step.on === null || step.danger) return step.what;
  if (step.on > today) return `${step.what}, ${nearDay(step.on, today)}`;
  if (step.on === today) return step.what;
  return step.meeting ? words.steps.missed(day(step.on, today)) : words.steps.late(step.what, nearDay(step.on, today));
}

const byDay = (one: NextStep, other: NextStep): number => (one.on ?? '').localeCompare(other.on ?? '');

/** Alerts that stand open, and signs of danger that nobody has opened one for. */
function dangerSteps(records: readonly RecordView[], lookups: Lookups): Steps {
  const alerts = records.filter((record) => record.kind === 'alert');
  const open = alerts.filter((record) => text(record.fields, 'status') === 'open');
  const steps: NextStep[] = open.map((record) => ({
    what: words.steps.look,
    on: text(record.fields, 'next_on') || lookups.today,
    danger: true,
    record: record.id,
  }));
  const seen = newestFirst(records).find(isDangerous);
  const answered = alerts.some((alert) => text(alert.fields, 'opened_on') >= text(seen?.fields ?? {}, 'on'));
  if (!seen || answered || text(seen.fields, 'on') < addDays(lookups.today, -DANGER_DAYS)) return steps;
  return [
    { what: words.steps.look, on: lookups.today, danger: true, record: seen.id, write: { kind: 'alert' } },
    ...steps,
  ];
}

const isDangerous = (record: RecordView): boolean =>
  many(record.fields, 'red_flags').some((flag) => DANGERS.includes(flag));

/** What stands before everything else: her yes, then the interview it allows. */
function beginnings(records: readonly RecordView[]): Steps {
  const asked = records.some((record) => record.kind === 'consent');
  if (!asked) return [{ what: words.steps.consent, on: null, write: { kind: 'consent' } }];
  const mayAsk = consentsInForce(records).has('screening');
  const screened = records.some((record) => record.kind === 'screening');
  return mayAsk && !screened ? [{ what: words.steps.screening, on: null, write: { kind: 'screening' } }] : [];
}

/** What was decided and not yet done, and what an institution has not said. */
function referralSteps(records: readonly RecordView[], lookups: Lookups): Steps {
  const { today } = lookups;
  const referrals = records.filter((record) => record.kind === 'referral');
  const screening = newestOf(records, 'screening');
  const steps: NextStep[] = [];
  if (screening && REFERS.includes(decided(screening)) && !referrals.some((one) => follows(one, screening)))
    steps.push({ what: words.steps.refer, on: today, record: screening.id, write: { kind: 'referral' } });
  for (const { id, fields } of referrals) {
    const status = text(fields, 'status');
    if (status === 'drafted')
      steps.push({
        what: referralConsent(records, text(fields, 'partner')) ? words.steps.send : words.steps.callOff,
        on: today,
        record: id,
        write: { kind: 'referral', record: id, editedAlone: 'status' },
      });
    if (status === 'accepted' && !isGiven(fields, 'appointment_on'))
      steps.push({ what: words.steps.askDay, on: today, record: id });
  }
  return steps;
}

const decided = (screening: RecordView): string =>
  text(screening.fields, 'decision') || text(screening.fields, 'suggestion');

/** Whether a referral came of this interview: one that was neither before it nor taken back. */
const follows = (referral: RecordView, screening: RecordView): boolean =>
  text(referral.fields, 'status') !== 'cancelled' &&
  (text(referral.fields, 'screening') === screening.id || referral.id > screening.id);

/** Plans made at meetings. */
const planSteps = (records: readonly RecordView[]): Steps =>
  plansOf(records).map((plan) => ({
    what: words.due.meeting,
    on: text(plan.fields, 'next_on'),
    meeting: true,
    record: plan.id,
    moves: 'next_on',
    write: { kind: 'visit' },
  }));

/** What each kind says of itself; of alerts it was said above. */
const saidSteps = (records: readonly RecordView[], lookups: Lookups): Steps =>
  records
    .filter(
      (record) => record.kind !== 'alert' && !(record.kind === 'referral' && withdrawnLayers(records).has('referral')),
    )
    .flatMap((record) => {
      const due = kindOf(record.kind)?.due?.(record, lookups);
      return due ? [{ ...due, record: record.id }] : [];
    });

/** Plans that still stand: nobody met her on that day or after it, and no later meeting planned anew. */
export function plansOf(records: readonly RecordView[]): readonly RecordView[] {
  const meetings = records.filter((record) => kindOf(record.kind)?.contact);
  return meetings.filter((plan) => {
    const next = text(plan.fields, 'next_on');
    return next !== '' && !meetings.some((other) => other !== plan && ends(other, plan, next));
  });
}

function ends(other: RecordView, plan: RecordView, next: string): boolean {
  if (text(other.fields, 'on') >= next) return true;
  return text(other.fields, 'next_on') !== '' && isLater(other, plan);
}

/** By the day of the meeting, then by the order in which they were written down. */
function isLater(other: RecordView, plan: RecordView): boolean {
  const [one, two] = [text(other.fields, 'on'), text(plan.fields, 'on')];
  return one === two ? other.id > plan.id : one > two;
}
