/** A relapse: an event, never a failure. No status falls by it; somebody talks with her soon. */

import type { FieldValues, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { text, whole } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import { nextSteps } from '../../forms/declared_kinds';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { nearDay, number, within } from '../../words/format';
import { newestOf } from '../record_order';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const optionsOf = (field: keyof typeof w.options): string[] => Object.keys(w.options[field]);

export const kind: RecordKind = {
  kind: 'relapse',
  plural: 'relapses',
  icon: 'sync',
  place: 83,
  group: 'meet',
  words: w,
  appendOnly: true,
  fields: [
    { name: 'noticed', type: 'one', options: optionsOf('noticed'), wrap: true },
    { name: 'done', type: 'many', options: optionsOf('done'), wrap: true },
    { name: 'days', type: 'number', max: 90 },
    ON_DAY,
    { name: 'substance', type: 'one', options: optionsOf('substance'), wrap: true, fold: 'more' },
    { name: 'trigger', type: 'note', fold: 'more' },
    { name: 'reopens', type: 'computed' },
  ],
  title: () => w.name,
  line: ({ fields }, lookups) => summary(fields, lookups),
  beside: (fields, _head, records) => {
    const plan = records.find((one) => one.id === text(fields, 'reopens'));
    return plan && text(plan.fields, 'status') !== 'open' ? [{ record: plan, set: { status: 'open' } }] : [];
  },
};

/** The newest plan, where it ended and can be taken up again. */
export function planToReopen(records: readonly RecordView[]): RecordView | undefined {
  const plan = newestOf(records, 'plan');
  return plan && nextSteps('plan', 'status', text(plan.fields, 'status')).includes('open') ? plan : undefined;
}

function summary(fields: FieldValues, lookups: Lookups): string {
  const days = whole(fields, 'days');
  const noticed: { readonly [value: string]: string } = w.options.noticed;
  return [
    nearDay(text(fields, 'on'), lookups.today),
    days && w.days(number(days)),
    within(noticed[text(fields, 'noticed')] ?? ''),
  ]
    .filter(Boolean)
    .join(' · ');
}
