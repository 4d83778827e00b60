/** A screening in the field: one interview, its scores at once, and the decision. Offered only where she agreed to it. */
import type { Fields } from '../../core/types';
import { spoken } from '../../words';
import { day, within } from '../../words/format';
import { standing } from '../consent/consent_status';
import { given, text } from '../field_values';
import type { About, Fault, Kind } from '../kind';
import { inOrder, notAfter } from '../shared_rules';
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
const tested = (fields: Fields): boolean => ['negative', 'positive'].includes(text(fields, 'urine'));
const differs = (fields: Fields): boolean => text(fields, 'decision') !== text(fields, 'suggestion');

export const kind: Kind = {
  kind: 'screening',
  plural: 'screenings',
  icon: 'talk',
  place: 3,
  words: w,
  fact: true,
  contact: true,
  fields: [
    { name: 'instrument', type: 'kept', birth: true },
    { name: 'version', type: 'kept', birth: true },
    { name: 'answers', type: 'kept', birth: true },
    { name: 'scores', type: 'kept' },
    { name: 'headline', type: 'kept' },
    { name: 'injecting', type: 'kept' },
    { name: 'policy', type: 'kept' },
    { name: 'suggestion', type: 'kept' },
    { name: 'consent', type: 'kept' },
    { name: 'decision', type: 'one', options: OUTCOMES },
    { name: 'decision_because', type: 'note', when: differs },
    { name: 'brief_intervention', type: 'one', options: ['given', 'information', 'declined', 'later'], wrap: true },
    { name: 'next_on', type: 'day', chips: [7, 14] },
    { name: 'urine', type: 'one', options: ['negative', 'positive', 'refused'], wrap: true, fold: 'more' },
    { name: 'urine_on', type: 'day', past: true, chips: [0, -1], fold: 'more', when: tested },
    { name: 'note', type: 'note', fold: 'more' },
    { name: 'on', type: 'day', required: true, birth: true, past: true, chips: [0, -1], usual: (about) => about.today },
  ],
  title: () => w.title,
  line: ({ fields }, about) => summary(fields, about),
  check: (fields, _before, about) => faults(fields, about),
  compose: (fields, before, around) =>
    before === null ? { consent: standing(around.records).get(LAYER)?.id ?? fields['consent'] ?? null } : {},
  holds: (records) => (standing(records).has(LAYER) ? null : { why: w.withoutConsent, first: 'consent' }),
};

function summary(fields: Fields, about: About): string {
  const risk = text(fields, 'headline') || 'none';
  const decision = text(fields, 'decision') as keyof typeof w.options.decision;
  return [
    day(text(fields, 'on'), about.today),
    w.risk[risk as keyof typeof w.risk],
    within(w.options.decision[decision] ?? ''),
    !given(fields, 'consent') && w.unmarked,
  ]
    .filter(Boolean)
    .join(' · ');
}

function faults(fields: Fields, about: About): Fault[] {
  const because: Fault[] =
    differs(fields) && !given(fields, 'decision_because')
      ? [{ fields: ['decision_because', 'decision'], detail: w.faults.because }]
      : [];
  return [
    ...notAfter(fields, 'on', about.today),
    ...notAfter(fields, 'urine_on', about.today),
    ...inOrder(fields, 'on', 'next_on', w.faults.order),
    ...because,
  ];
}
