/** A plan of accompaniment (PBM): what she wants, in her own words, and how often they meet for it. One is open at a time. */

import type { FieldValues, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { text, whole } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import { nextSteps } from '../../forms/declared_kinds';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { addDays, addMonths, day, daysBetween, number } from '../../words/format';
import { journeyPolicy } from '../journey_policy';
import { newestOf } from '../record_order';
import { openPlan } from './plan_progress';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const OPEN = 'open';
const optionsOf = (field: keyof typeof w.options): string[] => Object.keys(w.options[field]);

export const kind: RecordKind = {
  kind: 'plan',
  plural: 'plans',
  icon: 'plan',
  place: 7,
  group: 'meet',
  words: w,
  fields: [
    { name: 'screening', type: 'computed' },
    { name: 'policy', type: 'computed', immutable: true },
    {
      name: 'goals',
      type: 'rows',
      max: 5,
      required: true,
      parts: [
        { name: 'own_words', type: 'text', max: 120 },
        { name: 'what', type: 'one', options: optionsOf('goals.what'), wrap: true },
        { name: 'done', type: 'one', options: optionsOf('goals.done'), wrap: true, later: true },
      ],
    },
    {
      name: 'meetings_planned',
      type: 'number',
      max: journeyPolicy.most_meetings,
      required: true,
      default: (_lookups, _head, records) => meetingsUsual(records),
    },
    { name: 'activities', type: 'many', options: optionsOf('activities'), wrap: true },
    { name: 'visit_every', type: 'one', options: optionsOf('visit_every'), wrap: true },
    {
      name: 'ends_on',
      type: 'day',
      required: true,
      chips: [60, 90, 180],
      default: (lookups) => addMonths(lookups.today, journeyPolicy.plan_months),
    },
    { name: 'review_on', type: 'day', chips: [30, 45], fold: 'more', default: (lookups) => middle(lookups) },
    { name: 'triggers', type: 'note', fold: 'more' },
    { name: 'coping', type: 'note', fold: 'more' },
    { ...ON_DAY, fold: 'more' },
    {
      name: 'status',
      type: 'one',
      options: optionsOf('status'),
      optionsFrom: (before) => nextSteps('plan', 'status', text(before, 'status')),
      required: true,
      exclusive: true,
      default: () => OPEN,
    },
  ],
  title: () => w.name,
  line: (shown, lookups) => summary(shown.fields, lookups),
  compose: (fields, before, { records }) =>
    before === null
      ? {
          policy: journeyPolicy.version,
          screening: fields['screening'] ?? newestOf(records, 'screening')?.id ?? null,
        }
      : {},
  blockedBy: (records) => {
    const stands = openPlan(records);
    return stands ? { why: w.stillOpen, first: 'plan', record: stands.id, editedAlone: 'status' } : null;
  },
};

/** By the band of her risk; where that is not known, the most that is usual. */
function meetingsUsual(records: readonly RecordView[]): number {
  const band = text(newestOf(records, 'screening')?.fields ?? {}, 'headline');
  return journeyPolicy.meetings[band] ?? Math.max(...Object.values(journeyPolicy.meetings));
}

function middle({ today }: Lookups): string {
  const end = addMonths(today, journeyPolicy.plan_months);
  return addDays(today, Math.floor(daysBetween(today, end) / 2));
}

function summary(fields: FieldValues, lookups: Lookups): string {
  const status: { readonly [value: string]: string } = w.options.status;
  const meetings = whole(fields, 'meetings_planned');
  return [
    status[text(fields, 'status')],
    meetings !== null && w.meetings(number(meetings)),
    w.until(day(text(fields, 'ends_on'), lookups.today)),
  ]
    .filter(Boolean)
    .join(' · ');
}
