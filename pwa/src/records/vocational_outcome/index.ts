/** What became of a training: work and income one, three and six months after its end. */

import type { FieldValues, RecordView } from '../../core/types';
import type { FieldFault } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import { ruleSentence } from '../../forms/record_faults';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { within } from '../../words/format';
import { endedTrainings, outcomeToAsk } from './outcome_due';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const wasFound = (fields: FieldValues): boolean => text(fields, 'state') !== 'lost';

export const kind: RecordKind = {
  kind: 'vocational_outcome',
  plural: 'vocational-outcomes',
  icon: 'training',
  place: 81,
  group: 'train',
  words: w,
  appendOnly: true,
  fields: [
    {
      name: 'training',
      type: 'computed',
      immutable: true,
      default: ({ today }, _head, records) => outcomeToAsk(records, today)?.training.id ?? null,
    },
    {
      name: 'point',
      type: 'one',
      options: Object.keys(w.options.point),
      wrap: true,
      required: true,
      immutable: true,
      default: ({ today }, _head, records) => outcomeToAsk(records, today)?.point ?? null,
    },
    { name: 'state', type: 'one', options: Object.keys(w.options.state), wrap: true, required: true },
    { name: 'income', type: 'one', options: Object.keys(w.options.income), wrap: true, when: wasFound },
    { name: 'relapse_since', type: 'one', options: Object.keys(w.options.relapse_since), wrap: true, when: wasFound },
    ON_DAY,
    { name: 'note', type: 'note', fold: 'more' },
  ],
  title: ({ fields }) => w.title(within(w.options.point[text(fields, 'point') as keyof typeof w.options.point] ?? '')),
  line: ({ fields }) => summary(fields),
  check: (fields, _before, _lookups, { records }) => faults(fields, records),
  blockedBy: (records) => (endedTrainings(records).length ? null : { why: w.noneEnded, first: 'vocational_training' }),
};

function summary(fields: FieldValues): string {
  const options: { readonly [field: string]: { readonly [value: string]: string } } = w.options;
  return ['state', 'income']
    .flatMap((field) => options[field]?.[text(fields, field)] ?? [])
    .map((said, at) => (at ? within(said) : said))
    .join(' · ');
}

/** It is asked about a course that is over, after its end; as the server judges. */
function faults(fields: FieldValues, records: readonly RecordView[]): FieldFault[] {
  const training = records.find(({ id }) => id === text(fields, 'training'));
  if (!training) return [];
  if (!endedTrainings([training]).length)
    return [{ fields: ['training', 'point'], detail: ruleSentence('training_not_ended') }];
  return text(fields, 'on') < text(training.fields, 'ends_on')
    ? [{ fields: ['on', 'training'], detail: ruleSentence('outcome_before_end') }]
    : [];
}
