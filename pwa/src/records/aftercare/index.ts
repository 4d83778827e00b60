/** Aftercare: she is stayed with after a plan or a treatment ended. One is open at a time; its contacts are visits. */
import type { FieldValues, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { many, text, whole } from '../../fields/field_values';
import { nextSteps } from '../../forms/declared_kinds';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { addMonths, day, list, within } from '../../words/format';
import { isWithdrawn } from '../consent/consent_status';
import { withoutYes } from '../consent_first';
import { journeyPolicy } from '../journey_policy';
import { newestOf } from '../record_order';
import { openAftercare } from './open_aftercare';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const OPEN = 'open';
const TREATED = ['outpatient', 'inpatient'];
const BACK = ['completed', 'dropped_out', 'handed_back', 'closed'];
const optionsOf = (field: keyof typeof w.options): string[] => Object.keys(w.options[field]);

export const kind: RecordKind = {
  kind: 'aftercare',
  plural: 'aftercares',
  icon: 'promise',
  place: 82,
  group: 'meet',
  words: w,
  fields: [
    {
      name: 'came_from',
      type: 'one',
      options: optionsOf('came_from'),
      wrap: true,
      required: true,
      immutable: true,
      default: (_lookups, _head, records) =>
        text(newestOf(records, 'plan')?.fields ?? {}, 'status') === 'finished' ? 'plan_finished' : null,
    },
    { name: 'contact_every', type: 'one', options: optionsOf('contact_every'), wrap: true, required: true },
    { name: 'ways', type: 'many', options: optionsOf('ways'), wrap: true },
    {
      name: 'months',
      type: 'number',
      max: 36,
      required: true,
      default: () => journeyPolicy.aftercare_months,
    },
    {
      name: 'starts_on',
      type: 'day',
      required: true,
      immutable: true,
      chips: [0, 7],
      default: (lookups) => lookups.today,
    },
    { name: 'triggers', type: 'note', fold: 'more' },
    { name: 'coping', type: 'note', fold: 'more' },
    { name: 'from_referral', type: 'computed' },
    { name: 'ends_on', type: 'computed', required: true },
    { name: 'policy', type: 'computed', immutable: true },
    {
      name: 'status',
      type: 'one',
      options: optionsOf('status'),
      optionsFrom: (before) => nextSteps('aftercare', 'status', text(before, 'status')),
      required: true,
      exclusive: true,
      default: () => OPEN,
    },
  ],
  title: () => w.name,
  line: ({ fields }, lookups) => summary(fields, lookups),
  compose: (fields, before, { records }) => ({
    ends_on: endOf(fields),
    ...(before === null ? { policy: journeyPolicy.version, from_referral: treatedAt(fields, records) } : {}),
  }),
  blockedBy: (records) => {
    if (isWithdrawn(records, 'contact')) return withoutYes(records, 'contact');
    const stands = openAftercare(records);
    return stands ? { why: w.stillOpen, first: kind.kind, record: stands.id, editedAlone: 'status' } : null;
  },
};

function endOf(fields: FieldValues): string | null {
  const [start, months] = [text(fields, 'starts_on'), whole(fields, 'months')];
  return start && months ? addMonths(start, months) : null;
}

/** The referral she came back from, where it was one. */
const treatedAt = (fields: FieldValues, records: readonly RecordView[]): string | null =>
  (TREATED.includes(text(fields, 'came_from')) &&
    newestOf(
      records.filter((record) => BACK.includes(text(record.fields, 'status'))),
      'referral',
    )?.id) ||
  null;

function summary(fields: FieldValues, lookups: Lookups): string {
  const said: { readonly [field: string]: { readonly [value: string]: string } } = w.options;
  return [
    said['status']?.[text(fields, 'status')],
    within(said['contact_every']?.[text(fields, 'contact_every')] ?? ''),
    list(many(fields, 'ways').map((way) => within(said['ways']?.[way] ?? way))),
    text(fields, 'ends_on') && w.until(day(text(fields, 'ends_on'), lookups.today)),
  ]
    .filter(Boolean)
    .join(' · ');
}
