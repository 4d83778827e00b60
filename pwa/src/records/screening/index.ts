/** A screening in the field: one interview, its scores at once, and the decision. Offered only where she agreed to it. */
import type { FieldValues } from '../../core/types';
import type { FieldFault, Lookups } from '../../fields/field_spec';
import { isGiven, text } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day, within } from '../../words/format';
import { consentsInForce } from '../consent/consent_status';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const OUTCOMES = [
  'ibm',
  'ibm_approval',
  'talk',
  'refer',
  'refer_alcohol',
  'refer_child',
  'refer_now',
  'protect',
  'information',
  'later',
];
const LAYER = 'screening';
const tested = (fields: FieldValues): boolean => ['negative', 'positive'].includes(text(fields, 'urine'));
const differs = (fields: FieldValues): boolean => text(fields, 'decision') !== text(fields, 'suggestion');

export const kind: RecordKind = {
  kind: 'screening',
  plural: 'screenings',
  icon: 'talk',
  place: 3,
  words: w,
  appendOnly: true,
  contact: true,
  fields: [
    { name: 'instrument', type: 'computed', immutable: true },
    { name: 'version', type: 'computed', immutable: true },
    { name: 'answers', type: 'computed', immutable: true },
    { name: 'scores', type: 'computed' },
    { name: 'headline', type: 'computed' },
    { name: 'injecting', type: 'computed' },
    { name: 'policy', type: 'computed' },
    { name: 'suggestion', type: 'computed' },
    { name: 'consent', type: 'computed' },
    { name: 'decision', type: 'one', options: OUTCOMES },
    { name: 'decision_because', type: 'note', when: differs },
    { name: 'brief_intervention', type: 'one', options: ['given', 'information', 'declined', 'later'], wrap: true },
    { name: 'next_on', type: 'day', chips: [7, 14] },
    { name: 'urine', type: 'one', options: ['negative', 'positive', 'refused'], wrap: true, fold: 'more' },
    { name: 'urine_on', type: 'day', past: true, chips: [0, -1], fold: 'more', when: tested },
    { name: 'note', type: 'note', fold: 'more' },
    {
      name: 'on',
      type: 'day',
      required: true,
      immutable: true,
      past: true,
      chips: [0, -1],
      default: (lookups) => lookups.today,
    },
  ],
  title: () => w.title,
  line: ({ fields }, lookups) => summary(fields, lookups),
  check: (fields) => faults(fields),
  compose: (fields, before, caseContext) =>
    before === null
      ? { consent: consentsInForce(caseContext.records).get(LAYER)?.id ?? fields['consent'] ?? null }
      : {},
  blockedBy: (records) => (consentsInForce(records).has(LAYER) ? null : { why: w.withoutConsent, first: 'consent' }),
};

function summary(fields: FieldValues, lookups: Lookups): string {
  const risk = text(fields, 'headline') || 'none';
  const decision = text(fields, 'decision') as keyof typeof w.options.decision;
  return [
    day(text(fields, 'on'), lookups.today),
    w.risk[risk as keyof typeof w.risk],
    within(w.options.decision[decision] ?? ''),
    !isGiven(fields, 'consent') && w.unmarked,
  ]
    .filter(Boolean)
    .join(' · ');
}

const faults = (fields: FieldValues): FieldFault[] =>
  differs(fields) && !isGiven(fields, 'decision_because')
    ? [{ fields: ['decision_because', 'decision'], detail: w.faults.because }]
    : [];
