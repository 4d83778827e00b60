/** The end of an accompaniment: why, how she is, and what is still open. It closes the client's case. */

import type { FieldValues, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { isGiven, text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import { ruleSentence } from '../../forms/record_faults';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { nearDay, within } from '../../words/format';
import { newestOf } from '../record_order';
import { closingSets, hasUnansweredDanger, openAgain } from './closing';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const DIED = 'died';
const isFinished = (fields: FieldValues): boolean => text(fields, 'reason') === 'finished';
const lives = (fields: FieldValues): boolean => text(fields, 'reason') !== DIED;
const optionsOf = (field: keyof typeof w.options): string[] => Object.keys(w.options[field]);

const measuredAtEnd = (records: readonly RecordView[]): string | undefined =>
  newestOf(
    records.filter(({ fields }) => text(fields, 'point') === 'end'),
    'quality_of_life',
  )?.id;

export const kind: RecordKind = {
  kind: 'closure',
  plural: 'closures',
  icon: 'lock',
  place: 84,
  group: 'data',
  words: w,
  appendOnly: true,
  ends: true,
  fields: [
    { name: 'reason', type: 'one', options: optionsOf('reason'), wrap: true, required: true, immutable: true },
    { name: 'aftercare_outcome', type: 'one', options: optionsOf('aftercare_outcome'), wrap: true, when: isFinished },
    { name: 'qol_end', type: 'computed', default: (_lookups, _head, records) => measuredAtEnd(records) },
    {
      name: 'qol_why',
      type: 'text',
      max: 120,
      when: (fields) => isFinished(fields) && !isGiven(fields, 'qol_end'),
    },
    { name: 'plan_result', type: 'one', options: optionsOf('plan_result'), wrap: true, when: lives },
    { name: 'aftercare_offered', type: 'yes', wrap: true, when: lives },
    { name: 'goodbye_letter', type: 'yes', wrap: true, fold: 'more', when: lives },
    { name: 'survey_invited', type: 'yes', wrap: true, fold: 'more', when: lives },
    ON_DAY,
    { name: 'note', type: 'note', fold: 'more' },
  ],
  title: () => w.name,
  line: ({ fields }, lookups) => summary(fields, lookups),
  check: (fields, before, _lookups, { records }) =>
    before === null && lives(fields) && hasUnansweredDanger(records)
      ? [{ fields: ['reason'], detail: ruleSentence('danger_unanswered_here') }]
      : [],
  beside: (fields, head) => [{ record: head, set: closingSets(fields) }],
  undone: (head, records) => openAgain(head, records),
};

function summary(fields: FieldValues, lookups: Lookups): string {
  const said: { readonly [field: string]: { readonly [value: string]: string } } = w.options;
  return [
    said['reason']?.[text(fields, 'reason')],
    within(said['aftercare_outcome']?.[text(fields, 'aftercare_outcome')] ?? ''),
    nearDay(text(fields, 'on'), lookups.today),
  ]
    .filter(Boolean)
    .join(' · ');
}
