/** A group's meeting: theme and heads. Who came stands in each client's own case, never here. */

import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { nearDay } from '../../words/format';
import { groupMeetings } from './attendance';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

export const kind: RecordKind = {
  kind: 'group_meeting',
  plural: 'group-meetings',
  icon: 'clients',
  place: 31,
  words: w,
  fields: [
    { name: 'theme', type: 'one', options: Object.keys(w.options.theme), wrap: true, required: true },
    { name: 'head_count', type: 'number', max: 200, required: true },
    ON_DAY,
    { name: 'place', type: 'one', options: Object.keys(w.options.place), wrap: true, default: () => 'post' },
    { name: 'leader', type: 'one', options: Object.keys(w.options.leader), wrap: true, fold: 'more' },
    { name: 'minutes', type: 'number', max: 600, fold: 'more' },
    { name: 'note', type: 'note', fold: 'more' },
  ],
  alongside: groupMeetings,
  title: ({ fields }) => w.options.theme[text(fields, 'theme') as keyof typeof w.options.theme] ?? w.name,
  line: ({ fields }, { today }) =>
    [nearDay(text(fields, 'on'), today), typeof fields['head_count'] === 'number' && w.heads(fields['head_count'])]
      .filter(Boolean)
      .join(' · '),
};
