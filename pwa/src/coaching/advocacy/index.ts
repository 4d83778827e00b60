/** Advocacy: asking the heads of a village or a district for what a unit needs. */
import { many as chosen, text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { list, nearDay, day as sayDay } from '../../words/format';
import { choices, day, note } from '../field_makers';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one, many } = choices(w);

export const kind: RecordKind = {
  kind: 'advocacy',
  plural: 'advocacies',
  icon: 'talk',
  place: 202,
  words: w,
  fields: [
    one('level', { required: true, default: () => 'village' }),
    many('to', { required: true }),
    many('wanted', { required: true }),
    one('answer', { required: true }),
    day('promised_by', { chips: [7, 30], when: ({ answer }) => answer === 'later' || answer === 'yes' }),
    ON_DAY,
    note('note', { fold: 'more' }),
  ],
  title: ({ fields }) =>
    `${w.name}: ${list(chosen(fields, 'wanted').map((one) => w.options.wanted[one as 'sk'] ?? one))}`,
  line: ({ fields }, { today }) =>
    [
      nearDay(text(fields, 'on'), today),
      w.options.answer[text(fields, 'answer') as 'yes'],
      fields['promised_by'] && `${w.fields.promised_by.toLowerCase()} ${sayDay(text(fields, 'promised_by'), today)}`,
    ]
      .filter(Boolean)
      .join(' · '),
};
