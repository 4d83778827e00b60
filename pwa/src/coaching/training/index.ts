/** A training of officers or agents: what was taught, by whom, how long. */
import { isGiven, text, whole } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { dayRange, number } from '../../words/format';
import { choices, computed, count, day, line, note } from '../field_makers';
import { inOtherUnits } from '../other_units';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one, many } = choices(w);
const HOURS = 400;

export const kind: RecordKind = {
  kind: 'training',
  plural: 'trainings',
  icon: 'training',
  place: 204,
  words: w,
  fields: [
    line('title', { required: true }),
    one('sort', { required: true, immutable: true, default: () => 'training_ap' }),
    day('starts_on', { required: true, chips: [0, 7], default: ({ today }) => today }),
    day('ends_on', { required: true, chips: [0, 7], default: ({ today }) => today }),
    one('organiser', { required: true, default: () => 'bnnk' }),
    many('modules', { required: true }),
    { name: 'institution', type: 'partner', fold: 'more' },
    count('hours', { max: HOURS, fold: 'more' }),
    line('place', { fold: 'more' }),
    one('mode', { fold: 'more' }),
    computed('series'),
    note('note', { fold: 'more' }),
  ],
  alongside: (_made, fields, extra, book) => inOtherUnits('training', fields, extra, book),
  title: ({ fields }) => text(fields, 'title') || w.name,
  line: ({ fields }, { partner }) => {
    const hours = whole(fields, 'hours');
    const days = [text(fields, 'starts_on'), text(fields, 'ends_on')] as const;
    return [
      w.options.sort[text(fields, 'sort') as 'online'],
      dayRange(...days),
      hours !== null && w.hours(number(hours)),
      isGiven(fields, 'institution') && w.guides(partner(text(fields, 'institution'))),
    ]
      .filter(Boolean)
      .join(' · ');
  },
};
