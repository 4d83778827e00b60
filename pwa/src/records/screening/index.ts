/** A screening in the field: one interview, its scores at once, and the decision. Offered only where she agreed to it. */

import type { FieldValues } from '../../core/types';
import type { FieldFault, Lookups } from '../../fields/field_spec';
import { isGiven, many, text, yes } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { CaseContext, RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day, within } from '../../words/format';
import { consentsInForce } from '../consent/consent_status';
import { judgedFields, neverUsed } from './screening_fields';
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
const DANGERS = ['suicidal', 'overdose', 'psychosis', 'withdrawal', 'violence', 'child_in_danger', 'very_ill'];
const LAYER = 'screening';
const tested = (fields: FieldValues): boolean => ['negative', 'positive'].includes(text(fields, 'urine'));
const talked = (fields: FieldValues): boolean => text(fields, 'talk_done') === 'given';
/** A decision of one's own says why; "another time" is none yet. */
const differs = (fields: FieldValues): boolean =>
  !['', 'later', text(fields, 'suggestion')].includes(text(fields, 'decision'));

/** Settled before the first question: who hears it, where, and what it is for. */
export const BEFORE_INTERVIEW = ['present', 'place', 'explained'];
/** Asked before the result is read: danger now. */
export const BEFORE_RESULT = ['red_flags', 'care_needs', 'probe'];

export const kind: RecordKind = {
  kind: 'screening',
  plural: 'screenings',
  icon: 'talk',
  place: 3,
  group: 'assess',
  words: w,
  appendOnly: true,
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
    { name: 'rule', type: 'computed' },
    { name: 'age_band', type: 'computed' },
    { name: 'brief_intervention', type: 'computed' },
    { name: 'present', type: 'many', options: Object.keys(w.options.present), wrap: true },
    { name: 'place', type: 'one', options: Object.keys(w.options.place), wrap: true },
    { name: 'explained', type: 'yes' },
    { name: 'red_flags', type: 'many', options: DANGERS, wrap: true, endangers: true },
    { name: 'care_needs', type: 'many', options: ['pregnancy', 'injecting'], wrap: true },
    { name: 'probe', type: 'yes', when: neverUsed },
    { name: 'talk_done', type: 'one', options: Object.keys(w.options.talk_done), wrap: true },
    { name: 'talk_steps', type: 'many', options: Object.keys(w.options.talk_steps), wrap: true, when: talked },
    { name: 'agreed_step', type: 'text', max: 120, when: talked },
    { name: 'decision', type: 'one', options: OUTCOMES, required: true },
    { name: 'decision_because', type: 'note', when: differs },
    { name: 'next_on', type: 'day', chips: [7, 14] },
    {
      name: 'urine',
      type: 'one',
      options: ['negative', 'positive', 'refused'],
      wrap: true,
      fold: 'more',
      // A test is a record of its own now; what an older app wrote here stays.
      when: (fields) => isGiven(fields, 'urine'),
    },
    { name: 'urine_on', type: 'day', past: true, chips: [0, -1], fold: 'more', when: tested },
    { name: 'main_substance', type: 'one', options: Object.keys(w.options.main_substance), wrap: true, fold: 'use' },
    { name: 'route', type: 'many', options: Object.keys(w.options.route), wrap: true, fold: 'use' },
    { name: 'years', type: 'number', max: 80, fold: 'use' },
    { name: 'treated_before', type: 'one', options: Object.keys(w.options.treated_before), wrap: true, fold: 'use' },
    { name: 'worried', type: 'number', max: 10, fold: 'use' },
    { name: 'ready', type: 'number', max: 10, fold: 'use' },
    { name: 'note', type: 'note', fold: 'more' },
    ON_DAY,
  ],
  title: () => w.title,
  line: ({ fields }, lookups) => summary(fields, lookups),
  check: (fields) => faults(fields),
  compose: (fields, before, caseContext) => composed(fields, before, caseContext),
};

/** The result is written once, with the case as it stands; a corrected sign of danger is judged under the same policy. */
function composed(fields: FieldValues, before: FieldValues | null, { head, records }: CaseContext): FieldValues {
  if (before !== null) return isGiven(before, 'rule') ? judgedFields(fields) : {};
  const seen = { ...fields, age_band: fields['age_band'] ?? head['age_band'] ?? null };
  return {
    consent: consentsInForce(records).get(LAYER)?.id ?? fields['consent'] ?? null,
    age_band: seen.age_band,
    ...judgedFields(seen),
  };
}

function summary(fields: FieldValues, lookups: Lookups): string {
  const risk = text(fields, 'headline') || 'none';
  const decision = text(fields, 'decision') as keyof typeof w.options.decision;
  return [
    day(text(fields, 'on'), lookups.today),
    many(fields, 'red_flags').length > 0 && w.flagged,
    w.risk[risk as keyof typeof w.risk],
    within(w.options.decision[decision] ?? ''),
  ]
    .filter(Boolean)
    .join(' · ');
}

function faults(fields: FieldValues): FieldFault[] {
  const found: FieldFault[] = [];
  if (differs(fields) && !isGiven(fields, 'decision_because'))
    found.push({ fields: ['decision_because', 'decision'], detail: w.faults.because });
  if (isGiven(fields, 'rule') && neverUsed(fields) && !yes(fields, 'probe'))
    found.push({ fields: ['probe', 'answers'], detail: w.faults.probe });
  return found;
}
