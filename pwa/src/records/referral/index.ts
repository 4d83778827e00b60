/** A referral to a partner: what is asked, what it carries with her consent, and what came of it. */
import type { FieldValues } from '../../core/types';
import type { FieldFault, Lookups } from '../../fields/field_spec';
import { isGiven, many, text } from '../../fields/field_values';
import { declaredKinds, nextSteps, settable, valuesAsking } from '../../forms/declared_kinds';
import { ruleSentence } from '../../forms/record_faults';
import type { CaseContext, RecordKind, SaidRecord } from '../../forms/record_kind';
import { spoken } from '../../words';
import { addDays, day, within } from '../../words/format';
import { isRevokedFor, referralConsent } from '../consent/consent_status';
import { withoutYes } from '../consent_first';
import { newestOf } from '../record_order';
import { referralContent } from './referral_content';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const SERVICES = ['assessment', 'outpatient', 'inpatient_medical', 'inpatient_social', 'detox', 'atensi', 'vocational'];
/** Six working days, in calendar days. */
const REPLY_DAYS = 8;
const STATUSES = declaredKinds['referral']?.fields['status']?.options ?? [];
const NEEDS_REASON = valuesAsking('referral', 'status', 'status_because');
/** Before anybody there said a word; a new one has no status yet. */
const UNANSWERED = ['', 'drafted', 'sent', 'received', 'cancelled'];
/** An answer is waited for. */
const WAITS = ['sent', 'received'];
const ENDED = ['', 'drafted', 'declined', 'redirected', 'cancelled', 'closed'];
/** There is no appointment, or none any more. */
const WITHOUT_DAY = [...UNANSWERED, 'waitlisted', 'declined', 'redirected'];
const answered = (fields: FieldValues): boolean => !UNANSWERED.includes(text(fields, 'status'));
/** Where she may take it from here: a new one is drafted or sent. */
const nextStatuses = (from: string): readonly string[] =>
  settable('referral', 'status', nextSteps('referral', 'status', from), 'agent');
/** With the partner, and not ended. */
const isOut = (fields: FieldValues): boolean => !ENDED.includes(text(fields, 'status'));

const HOUR = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;
const hasDay = (fields: FieldValues): boolean => isGiven(fields, 'appointment_on');
const REQUIREMENTS = declaredKinds['referral']?.fields['ready']?.options ?? [];

/** What is to be brought: what everybody brings there, and what was asked of her besides. */
export function askedFor(fields: FieldValues, lookups: Lookups): readonly string[] {
  const there = lookups.partners.find(({ value }) => value === text(fields, 'partner'));
  const asked = new Set([...(there?.requirements ?? []), ...many(fields, 'requirements'), ...many(fields, 'ready')]);
  return REQUIREMENTS.filter((one) => asked.has(one));
}

export const kind: RecordKind = {
  kind: 'referral',
  plural: 'referrals',
  icon: 'referral',
  place: 4,
  group: 'refer',
  words: w,
  fields: [
    { name: 'service', type: 'one', options: SERVICES, wrap: true, required: true },
    {
      name: 'partner',
      type: 'partner',
      required: true,
      immutable: true,
      optionsFrom: (_before, values, _records, lookups) => offering(lookups, text(values, 'service')),
      noneOffered: w.noneOffers,
    },
    { name: 'number', type: 'computed' },
    { name: 'steps', type: 'computed' },
    { name: 'agreement_until', type: 'computed' },
    { name: 'path', type: 'one', options: ['voluntary', 'tat', 'court'], wrap: true, fold: 'more' },
    { name: 'urgency', type: 'one', options: ['routine', 'soon', 'urgent'], wrap: true },
    { name: 'reason', type: 'note' },
    {
      name: 'no_agreement_because',
      type: 'note',
      max: 500,
      editedWith: 'status',
      stays: true,
      when: (fields, lookups) =>
        text(fields, 'status') === 'sent' && (lookups ? lacksAgreement(fields, lookups) : !fields['agreement_until']),
    },
    { name: 'consent', type: 'computed' },
    { name: 'screening', type: 'computed' },
    { name: 'carries', type: 'computed' },
    { name: 'sent_on', type: 'computed' },
    { name: 'escort', type: 'yes', fold: 'more' },
    { name: 'transport', type: 'yes', fold: 'more' },
    {
      name: 'status',
      type: 'one',
      options: STATUSES,
      optionsFrom: (before) => nextStatuses(text(before, 'status')),
      required: true,
      exclusive: true,
    },
    {
      name: 'status_because',
      type: 'note',
      max: 500,
      editedWith: 'status',
      when: (fields) => NEEDS_REASON.includes(text(fields, 'status')) || isGiven(fields, 'status_because'),
    },
    { name: 'partner_note', type: 'note', editedWith: 'status', stays: true, when: answered },
    {
      name: 'appointment_on',
      type: 'day',
      chips: [1, 7],
      editedWith: 'status',
      movable: true,
      when: (fields) => !WITHOUT_DAY.includes(text(fields, 'status')),
    },
    { name: 'appointment_time', type: 'text', max: 5, editedWith: 'status', when: hasDay },
    { name: 'appointment_place', type: 'text', max: 120, editedWith: 'status', when: hasDay },
    {
      name: 'reply_by',
      type: 'day',
      chips: [7, 14],
      when: (fields) => WAITS.includes(text(fields, 'status')) || isGiven(fields, 'reply_by'),
    },
    { name: 'requirements', type: 'many', options: REQUIREMENTS, told: true },
    {
      name: 'ready',
      type: 'many',
      options: REQUIREMENTS,
      wrap: true,
      optionsFrom: (_before, values, _records, lookups) => askedFor(values, lookups),
      stays: true,
      when: (fields) => isOut(fields),
    },
    {
      name: 'arrived_on',
      type: 'day',
      past: true,
      stays: true,
      when: (fields) => isOut(fields) && text(fields, 'status') !== 'sent',
    },
    {
      name: 'accompanied_by',
      type: 'one',
      options: ['agent', 'family', 'bnnk', 'alone'],
      wrap: true,
      when: (fields) => isGiven(fields, 'arrived_on'),
    },
    { name: 'assessed_on', type: 'day', told: true, past: true },
    { name: 'level', type: 'one', options: ['low', 'moderate', 'high'], told: true },
    { name: 'plan_kind', type: 'one', options: ['outpatient', 'inpatient_medical', 'inpatient_social'], told: true },
    { name: 'plan_weeks', type: 'number', max: 104, told: true },
    { name: 'plan_from', type: 'day', told: true },
    { name: 'card_no', type: 'text', max: 40, told: true },
    { name: 'card_on', type: 'day', told: true, past: true },
    { name: 'sessions_done', type: 'number', max: 999, told: true },
    { name: 'progress', type: 'one', options: ['good', 'slow', 'stopped'], told: true },
    { name: 'discharged_on', type: 'day', told: true, past: true },
    {
      name: 'discharge',
      type: 'one',
      options: ['completed', 'dropped', 'transferred', 'expelled', 'died'],
      told: true,
    },
    { name: 'aftercare_plan', type: 'note', told: true },
    { name: 'district', type: 'computed' },
    { name: 'risk', type: 'computed' },
    { name: 'cosign', type: 'computed' },
    { name: 'cosigned_on', type: 'computed' },
    { name: 'cosigned_by', type: 'computed' },
  ],
  title: ({ fields }, lookups) => w.title(lookups.partner(text(fields, 'partner'))),
  line: (shown, lookups) => summary(unsent(shown) ?? shown.fields, lookups),
  said: (shown) => unsent(shown),
  check: (fields, before, lookups) => faults(fields, before, lookups),
  compose: (fields, before, caseContext, lookups) => composed(fields, before, caseContext, lookups),
  blockedBy: (records) => withoutYes(records, 'referral'),
  overruled: ({ fields }, records) =>
    isOut(fields) && isRevokedFor(records, text(fields, 'partner')) ? w.revoked : undefined,
};

/** Nothing went out that the server has not taken: by its number one knows that it has. */
const unsent = ({ fields, state }: SaidRecord): FieldValues | undefined =>
  state === 'waiting' && !fields['number']
    ? { ...fields, sent_on: null, ...(text(fields, 'status') === 'sent' && { status: w.unsent }) }
    : undefined;

/** Whether her unit has none with it today, as far as this phone was told. */
function lacksAgreement(fields: FieldValues, { partners, today }: Lookups): boolean {
  const there = partners.find(({ value }) => value === text(fields, 'partner'))?.agreedUntil;
  return there !== undefined && (there ?? '') < today;
}

const sends = (fields: FieldValues, before: FieldValues | null): boolean =>
  text(fields, 'status') === 'sent' && text(before ?? {}, 'status') !== 'sent';

/** At the sending: the day, the clock of the answer, and the snapshot that goes along. */
function composed(
  fields: FieldValues,
  before: FieldValues | null,
  caseContext: CaseContext,
  lookups: Lookups,
): FieldValues {
  const consent = referralConsent(caseContext.records, text(fields, 'partner'));
  const screening = newestOf(caseContext.records, 'screening');
  if (!sends(fields, before)) return before === null ? { consent: consent?.id ?? null } : {};
  return {
    consent: consent?.id ?? null,
    screening: screening?.id ?? null,
    carries: consent ? referralContent(consent, caseContext, w.services) : null,
    ...(lacksAgreement(fields, lookups) ? {} : agreed(fields, lookups)),
    sent_on: fields['sent_on'] ?? lookups.today,
    reply_by: fields['reply_by'] ?? addDays(lookups.today, REPLY_DAYS),
  };
}

/** The agreement on which it goes; an older server is told nothing of it. */
function agreed(fields: FieldValues, { partners }: Lookups): FieldValues {
  const until = partners.find(({ value }) => value === text(fields, 'partner'))?.agreedUntil;
  return until ? { agreement_until: until } : {};
}

/** The institutions on this phone that offer this service; all, before one is chosen. */
const offering = (lookups: Lookups, service: string): string[] =>
  lookups.partners.filter((one) => !service || (one.services ?? []).includes(service)).map((one) => one.value);

/** Nothing is sent without her yes, nor where that is not offered. One this phone does not know is the server's to judge. */
function faults(fields: FieldValues, before: FieldValues | null, lookups: Lookups): FieldFault[] {
  const found: FieldFault[] = [];
  if (isGiven(fields, 'appointment_time') && !HOUR.test(text(fields, 'appointment_time')))
    found.push({ fields: ['appointment_time'], detail: w.faults.hour });
  if (!sends(fields, before)) return found;
  if (!isGiven(fields, 'consent')) found.push({ fields: ['status', 'consent'], detail: w.faults.consent });
  if (lacksAgreement(fields, lookups) && !isGiven(fields, 'no_agreement_because'))
    found.push({ fields: ['no_agreement_because', 'partner', 'status'], detail: ruleSentence('agreement_missing') });
  const [partner, service] = [text(fields, 'partner'), text(fields, 'service')];
  const known = lookups.partners.some((one) => one.value === partner);
  if (known && service && !offering(lookups, service).includes(partner))
    found.push({ fields: ['partner', 'service', 'status'], detail: ruleSentence('service_not_offered') });
  return found;
}

const statusName = (status: string): string => w.options.status[status as keyof typeof w.options.status] ?? status;

function summary(fields: FieldValues, lookups: Lookups): string {
  const service = text(fields, 'service') as keyof typeof w.options.service;
  const waits = WAITS.includes(text(fields, 'status')) && isGiven(fields, 'reply_by');
  return [
    statusName(text(fields, 'status')),
    within(w.options.service[service] ?? ''),
    waits && w.replyBy(day(text(fields, 'reply_by'), lookups.today)),
  ]
    .filter(Boolean)
    .join(' · ');
}
