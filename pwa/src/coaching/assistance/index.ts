/** An officer's visit to a unit and its note: who came, what was found, what was advised. */
import type { FieldValues } from '../../core/types';
import { isGiven, text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { nearDay } from '../../words/format';
import { choices, computed, count, day, line, note, percent } from '../field_makers';
import { keptReasons, movedFigures, reasonFaults } from '../moved_figures';
import { isSigned, movedAfterSigning, SIGNATURES } from '../signed';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one, many } = choices(w);
const PEOPLE = 8;
/** How well a unit works: asked where its records say something of it, and never of a case. */
const QUALITY: readonly string[] = ['consent_complete', 'flags_handled'];

const isCounted = (fields: FieldValues, name: string): boolean =>
  isGiven(fields, name) || isGiven((fields['prefilled'] ?? {}) as FieldValues, name);

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
    ...QUALITY.map((name) => percent(name, { fold: 'quality', when: (fields) => isCounted(fields, name) })),
    // Nobody counts it; what an older app asked for stands as it was said.
    percent('screening_consistent', { fold: 'quality', when: (fields) => isGiven(fields, 'screening_consistent') }),
    {
      name: 'figure_reasons',
      type: 'figure_reasons',
      optionsFrom: () => QUALITY,
      when: (fields) => movedFigures(fields, QUALITY).length > 0,
    },
    computed('prefilled'),
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
  compose: (fields) => keptReasons(fields, QUALITY),
  check: (fields, before) => [...movedAfterSigning(fields, before), ...reasonFaults(fields, QUALITY)],
};
