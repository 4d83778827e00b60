/** An officer's visit to a unit and its note: who came, what was found, what was advised. */
import { isGiven, text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { nearDay } from '../../words/format';
import { choices, count, day, line, note, percent } from '../field_makers';
import { isSigned, movedAfterSigning, SIGNATURES } from '../signed';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one, many } = choices(w);
const PEOPLE = 8;

export const kind: RecordKind = {
  kind: 'assistance',
  plural: 'assistances',
  icon: 'invite',
  place: 209,
  words: w,
  fields: [
    ON_DAY,
    one('mode', { required: true, default: () => 'onsite' }),
    {
      name: 'by',
      type: 'rows',
      max: PEOPLE,
      parts: [
        line('who'),
        { name: 'institution', type: 'one', options: Object.keys(w.options['by.institution']), wrap: true },
      ],
    },
    count('attended'),
    count('agents'),
    many('topics'),
    note('findings'),
    note('advice'),
    day('next_on', { chips: [30, 90] }),
    one('observed', { fold: 'more' }),
    percent('consent_complete', { fold: 'quality' }),
    percent('screening_consistent', { fold: 'quality' }),
    percent('flags_handled', { fold: 'quality' }),
    ...SIGNATURES,
  ],
  title: ({ fields }, { today }) => `${w.name} ${nearDay(text(fields, 'on'), today)}`,
  line: ({ fields }) =>
    [
      w.options.mode[text(fields, 'mode') as 'online'],
      isSigned(fields) && w.both,
      isGiven(fields, 'unit_says') && w.unitSaid,
    ]
      .filter(Boolean)
      .join(' · '),
  check: (fields, before) => movedAfterSigning(fields, before),
};
