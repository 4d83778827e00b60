/** A sign of danger: what was seen, what was done, when somebody looks again, and how it ended. */
import type { FieldValues, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { many, text } from '../../fields/field_values';
import { nextSteps } from '../../forms/declared_kinds';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { list, nearDay, within } from '../../words/format';
import { newestFirst } from '../record_order';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const OPEN = 'open';
const isOpen = (fields: FieldValues): boolean => text(fields, 'status') === OPEN;

export const kind: RecordKind = {
  kind: 'alert',
  plural: 'alerts',
  icon: 'warn',
  place: 6,
  group: 'meet',
  danger: true,
  words: w,
  fields: [
    {
      name: 'flags',
      type: 'many',
      options: Object.keys(w.options.flags),
      wrap: true,
      required: true,
      immutable: true,
      default: (_lookups, _head, records) => [...many(seenAt(records)?.fields ?? {}, 'red_flags')],
    },
    { name: 'done', type: 'many', options: Object.keys(w.options.done), wrap: true },
    { name: 'account', type: 'note' },
    { name: 'next_on', type: 'day', chips: [1, 2], when: isOpen },
    {
      name: 'opened_on',
      type: 'day',
      required: true,
      immutable: true,
      past: true,
      chips: [0, -1],
      default: (lookups) => lookups.today,
    },
    { name: 'source', type: 'computed' },
    { name: 'card_read', type: 'computed' },
    {
      name: 'status',
      type: 'one',
      options: [OPEN, 'handled', 'handed_over', 'false_alarm'],
      optionsFrom: (before) => nextSteps('alert', 'status', text(before, 'status')),
      required: true,
      exclusive: true,
      default: () => OPEN,
    },
    { name: 'status_because', type: 'note', max: 500, editedWith: 'status', when: (fields) => !isOpen(fields) },
    { name: 'closed_on', type: 'computed', editedWith: 'status' },
  ],
  title: () => w.name,
  line: ({ fields }, lookups) => summary(fields, lookups),
  compose: (fields, before, caseContext, lookups) => ({
    // The form shows the card above its fields.
    ...(before === null
      ? { card_read: true, source: fields['source'] ?? seenAt(caseContext.records)?.id ?? null }
      : {}),
    closed_on: isOpen(fields) ? null : (fields['closed_on'] ?? lookups.today),
  }),
};

/** The newest record that names a danger. */
const seenAt = (records: readonly RecordView[]): RecordView | undefined =>
  newestFirst(records).find((record) => many(record.fields, 'red_flags').some((flag) => flag in w.options.flags));

function summary(fields: FieldValues, lookups: Lookups): string {
  const options: { readonly [value: string]: string } = w.options.flags;
  const [next, closed] = [text(fields, 'next_on'), text(fields, 'closed_on')];
  return [
    list(many(fields, 'flags').map((flag, at) => (at ? within(options[flag] ?? flag) : (options[flag] ?? flag)))),
    within(w.options.status[text(fields, 'status') as keyof typeof w.options.status] ?? ''),
    isOpen(fields) ? next && w.next(nearDay(next, lookups.today)) : closed && w.closed(nearDay(closed, lookups.today)),
  ]
    .filter(Boolean)
    .join(' · ');
}
