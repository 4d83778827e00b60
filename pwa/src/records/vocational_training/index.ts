/** Vocational training: from interest to a certificate and work. */
import type { FieldValues } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { isGiven, text } from '../../fields/field_values';
import { nextSteps } from '../../forms/declared_kinds';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day, number, within } from '../../words/format';
import { mediaField } from '../consent/media_field';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const ENDED = ['finished', 'dropped_out'];
const PARTAKES = ['enrolled', 'attending', ...ENDED];
const takesPart = (fields: FieldValues): boolean => PARTAKES.includes(text(fields, 'status'));
const isCertified = (fields: FieldValues): boolean =>
  text(fields, 'status') === 'finished' && ['attendance', 'competence'].includes(text(fields, 'certificate'));
const hasKit = (fields: FieldValues): boolean => takesPart(fields) && ['partial', 'full'].includes(text(fields, 'kit'));

export const kind: RecordKind = {
  kind: 'vocational_training',
  plural: 'vocational-trainings',
  icon: 'training',
  place: 5,
  group: 'train',
  words: w,
  fields: [
    { name: 'trade', type: 'one', options: Object.keys(w.options.trade), required: true },
    {
      name: 'status',
      type: 'one',
      options: Object.keys(w.options.status),
      optionsFrom: (before) => nextSteps('vocational_training', 'status', text(before, 'status')),
      wrap: true,
      required: true,
      exclusive: true,
    },
    { name: 'provider_kind', type: 'one', options: Object.keys(w.options.provider_kind), wrap: true },
    { name: 'provider', type: 'text', max: 120 },
    { name: 'starts_on', type: 'day', chips: [0, 7], fold: 'more' },
    { name: 'ends_on', type: 'day', chips: [0, 30, 90], editedWith: 'status', movable: true },
    { name: 'paid_by', type: 'one', options: Object.keys(w.options.paid_by), wrap: true, fold: 'more' },
    { name: 'hours', type: 'number', max: 2000, fold: 'more' },
    { name: 'hours_attended', type: 'number', max: 2000, fold: 'more', when: takesPart },
    { name: 'sessions', type: 'number', max: 500, fold: 'more' },
    { name: 'sessions_attended', type: 'number', max: 500, fold: 'more', when: takesPart },
    {
      name: 'certificate',
      type: 'one',
      options: Object.keys(w.options.certificate),
      wrap: true,
      fold: 'result',
      when: (fields) => text(fields, 'status') === 'finished',
    },
    { name: 'certificate_no', type: 'text', max: 120, fold: 'result', when: isCertified },
    { name: 'skkni', type: 'text', max: 120, fold: 'result', when: isCertified },
    { name: 'kit', type: 'one', options: Object.keys(w.options.kit), wrap: true, fold: 'result', when: takesPart },
    { name: 'kit_what', type: 'text', max: 120, fold: 'result', when: hasKit },
    { name: 'kit_on', type: 'day', past: true, chips: [0, -1], fold: 'result', when: hasKit },
    { name: 'kit_received', type: 'computed' },
    { name: 'outcome', type: 'computed' },
    mediaField('photo', 'photo', 'result'),
    { name: 'note', type: 'note', fold: 'result' },
  ],
  title: ({ fields }) => w.title(name(w.options.trade, fields, 'trade')),
  line: ({ fields }, lookups) => summary(fields, lookups),
};

const name = (options: { readonly [value: string]: string }, fields: FieldValues, field: string): string =>
  options[text(fields, field)] ?? text(fields, field);

function summary(fields: FieldValues, lookups: Lookups): string {
  const days = ['starts_on', 'ends_on'].filter((field) => isGiven(fields, field));
  return [
    name(w.options.status, fields, 'status'),
    text(fields, 'provider'),
    days.map((field) => day(text(fields, field), lookups.today)).join(' – '),
    attendance(fields),
    isGiven(fields, 'outcome') && within(name(w.options.outcome, fields, 'outcome')),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** By sessions, where they are counted, else by hours. */
function attendance(fields: FieldValues): string {
  for (const [planned, attended] of [
    [fields['sessions'], fields['sessions_attended']],
    [fields['hours'], fields['hours_attended']],
  ])
    if (typeof planned === 'number' && typeof attended === 'number' && planned > 0)
      return w.attended(number(Math.round((attended / planned) * 100)));
  return '';
}
