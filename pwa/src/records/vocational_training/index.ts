/** Vocational training: from interest to a certificate and work. */
import type { FieldValues } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { isGiven, text } from '../../fields/field_values';
import type { DueDate, RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { addDays, day, within } from '../../words/format';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

/** A month after the end somebody asks what came of it. */
const ASK_AFTER = 30;

export const kind: RecordKind = {
  kind: 'vocational_training',
  plural: 'vocational-trainings',
  icon: 'training',
  place: 5,
  words: w,
  fields: [
    { name: 'trade', type: 'one', options: Object.keys(w.options.trade), required: true },
    {
      name: 'status',
      type: 'one',
      options: ['interested', 'enrolled', 'attending', 'finished', 'dropped_out'],
      wrap: true,
      required: true,
      exclusive: true,
    },
    { name: 'provider_kind', type: 'one', options: ['blk', 'lpk', 'umkm', 'dinsos', 'partner', 'other'], wrap: true },
    { name: 'provider', type: 'text', max: 120 },
    { name: 'starts_on', type: 'day', chips: [0, 7], fold: 'more' },
    { name: 'ends_on', type: 'day', chips: [30, 90], fold: 'more' },
    { name: 'hours', type: 'number', max: 2000, fold: 'more' },
    { name: 'certificate', type: 'one', options: ['none', 'attendance', 'competence'], wrap: true, fold: 'more' },
    { name: 'kit_received', type: 'yes', fold: 'more' },
    {
      name: 'outcome',
      type: 'one',
      options: ['working', 'business', 'apprentice', 'seeking', 'none'],
      wrap: true,
      fold: 'more',
    },
    { name: 'note', type: 'note', fold: 'more' },
  ],
  title: ({ fields }) => w.title(name(w.options.trade, fields, 'trade')),
  line: ({ fields }, lookups) => summary(fields, lookups),
  due: ({ fields }) => dueOf(fields),
};

const name = (options: { readonly [value: string]: string }, fields: FieldValues, field: string): string =>
  options[text(fields, field)] ?? text(fields, field);

function summary(fields: FieldValues, lookups: Lookups): string {
  const days = ['starts_on', 'ends_on'].filter((field) => isGiven(fields, field));
  return [
    name(w.options.status, fields, 'status'),
    text(fields, 'provider'),
    days.map((field) => day(text(fields, field), lookups.today)).join(' – '),
    isGiven(fields, 'outcome') && within(name(w.options.outcome, fields, 'outcome')),
  ]
    .filter(Boolean)
    .join(' · ');
}

function dueOf(fields: FieldValues): DueDate | null {
  const [status, start, end] = [text(fields, 'status'), text(fields, 'starts_on'), text(fields, 'ends_on')];
  if (status === 'enrolled' && start) return { on: start, what: w.due.start, moves: 'starts_on' };
  if (status === 'attending' && end) return { on: end, what: w.due.end };
  if (status === 'finished' && end && !isGiven(fields, 'outcome'))
    return { on: addDays(end, ASK_AFTER), what: w.due.outcome };
  return null;
}
