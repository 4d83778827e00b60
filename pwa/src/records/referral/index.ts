/** A referral to a partner: what is asked, what it carries with her consent, and what came of it. */
import type { Fields, Shown } from '../../core/types';
import { spoken } from '../../words';
import { addDays, day, within } from '../../words/format';
import { referralConsent, standing } from '../consent/consent_status';
import { given, text } from '../field_values';
import type { About, Around, Due, Fault, Kind } from '../kind';
import { inOrder } from '../shared_rules';
import { NEEDS_REASON, stepsFrom } from './next_status';
import { carriesOf } from './referral_content';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const SERVICES = ['assessment', 'outpatient', 'inpatient_medical', 'inpatient_social', 'detox', 'atensi', 'vocational'];
/** Six working days, in calendar days. */
const REPLY_DAYS = 8;
const answered = (fields: Fields): boolean => ['accepted', 'declined', 'closed'].includes(text(fields, 'status'));

export const kind: Kind = {
  kind: 'referral',
  plural: 'referrals',
  icon: 'referral',
  place: 4,
  words: w,
  fields: [
    { name: 'partner', type: 'partner', required: true, birth: true },
    { name: 'service', type: 'one', options: SERVICES, wrap: true, required: true },
    { name: 'urgency', type: 'one', options: ['routine', 'soon', 'urgent'], wrap: true },
    { name: 'reason', type: 'note' },
    { name: 'consent', type: 'kept' },
    { name: 'screening', type: 'kept' },
    { name: 'carries', type: 'kept' },
    { name: 'sent_on', type: 'kept' },
    { name: 'escort', type: 'yes', fold: 'more' },
    { name: 'transport', type: 'yes', fold: 'more' },
    {
      name: 'status',
      type: 'one',
      options: ['drafted', 'sent', 'accepted', 'declined', 'cancelled', 'closed'],
      open: (before) => stepsFrom(text(before, 'status')),
      required: true,
      guarded: true,
    },
    {
      name: 'status_because',
      type: 'note',
      max: 500,
      along: 'status',
      when: (fields) => NEEDS_REASON.includes(text(fields, 'status')),
    },
    { name: 'partner_note', type: 'note', along: 'status', when: answered },
    {
      name: 'appointment_on',
      type: 'day',
      chips: [1, 7],
      along: 'status',
      when: (fields) => ['accepted', 'closed'].includes(text(fields, 'status')),
    },
    { name: 'reply_by', type: 'day', chips: [7, 14], when: (fields) => text(fields, 'status') === 'sent' },
  ],
  title: ({ fields }, about) => w.title(about.partner(text(fields, 'partner'))),
  line: ({ fields }, about) => summary(fields, about),
  check: (fields, before) => faults(fields, before),
  compose: (fields, before, around, about) => composed(fields, before, around, about),
  holds: (records) => (standing(records).has('referral') ? null : { why: w.withoutConsent, first: 'consent' }),
  due: ({ fields }, about) => dueOf(fields, about),
};

const sends = (fields: Fields, before: Fields | null): boolean =>
  text(fields, 'status') === 'sent' && text(before ?? {}, 'status') !== 'sent';

/** At the sending: the day, the clock of the answer, and the snapshot that goes along. */
function composed(fields: Fields, before: Fields | null, around: Around, about: About): Fields {
  const consent = referralConsent(around.records, text(fields, 'partner'));
  const screening = around.records.find((record: Shown) => record.kind === 'screening');
  if (!sends(fields, before)) return before === null ? { consent: consent?.id ?? null } : {};
  return {
    consent: consent?.id ?? null,
    screening: screening?.id ?? null,
    carries: consent ? carriesOf(consent, around, w.services) : null,
    sent_on: fields['sent_on'] ?? about.today,
    reply_by: fields['reply_by'] ?? addDays(about.today, REPLY_DAYS),
  };
}

function faults(fields: Fields, before: Fields | null): Fault[] {
  const status = text(fields, 'status');
  const found: Fault[] = steps(status, text(before ?? {}, 'status'), before === null);
  if (NEEDS_REASON.includes(status) && !given(fields, 'status_because'))
    found.push({ fields: ['status_because', 'status'], detail: w.faults.because });
  if (status === 'sent' && !given(fields, 'sent_on'))
    found.push({ fields: ['sent_on', 'status'], detail: w.faults.sent });
  if (sends(fields, before) && !given(fields, 'consent'))
    found.push({ fields: ['status', 'consent'], detail: w.faults.consent });
  return [...found, ...inOrder(fields, 'sent_on', 'reply_by', w.faults.order)];
}

function steps(status: string, from: string, creating: boolean): Fault[] {
  if (creating) return stepsFrom('').includes(status) ? [] : [{ fields: ['status'], detail: w.faults.first }];
  if (!from || status === from || stepsFrom(from).includes(status)) return [];
  return [{ fields: ['status'], detail: w.faults.step(statusName(from), statusName(status)) }];
}

const statusName = (status: string): string => w.options.status[status as keyof typeof w.options.status] ?? status;

function summary(fields: Fields, about: About): string {
  const service = text(fields, 'service') as keyof typeof w.options.service;
  const waits = text(fields, 'status') === 'sent' && given(fields, 'reply_by');
  return [
    statusName(text(fields, 'status')),
    within(w.options.service[service] ?? ''),
    waits && w.replyBy(day(text(fields, 'reply_by'), about.today)),
  ]
    .filter(Boolean)
    .join(' · ');
}

function dueOf(fields: Fields, about: About): Due | null {
  const status = text(fields, 'status');
  if (status === 'sent' && given(fields, 'reply_by')) return { on: text(fields, 'reply_by'), what: w.due.reply };
  if (status === 'accepted' && text(fields, 'appointment_on') >= about.today)
    return { on: text(fields, 'appointment_on'), what: w.due.appointment };
  return null;
}
