/** What was agreed to be done in a unit, by whom and until when. */
import { text } from '../../fields/field_values';
import { nextSteps } from '../../forms/declared_kinds';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day as sayDay } from '../../words/format';
import { choices, day, line, note, pages, paper, past } from '../field_makers';
import { newestVisit } from '../year_papers';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one } = choices(w);

export const kind: RecordKind = {
  kind: 'unit_action',
  plural: 'unit-actions',
  icon: 'tick',
  place: 210,
  words: w,
  fields: [
    line('what', { required: true }),
    one('owner', { required: true, default: () => 'unit' }),
    day('due', { required: true, chips: [7, 30, 90] }),
    one('status', {
      required: true,
      exclusive: true,
      default: () => 'open',
      optionsFrom: (before) => nextSteps('unit_action', 'status', text(before, 'status')),
    }),
    past('done_on', { editedWith: 'status', when: ({ status }) => status === 'done' }),
    pages('proof', { editedWith: 'status', movable: true, when: ({ status }) => status === 'done', stays: true }),
    paper('problem', 'unit_problem', { fold: 'more' }),
    paper('assistance', 'assistance', {
      fold: 'more',
      default: ({ today }, _head, records) => newestVisit(records, today)?.id,
    }),
    paper('swot', 'swot', { fold: 'more' }),
    note('note', { fold: 'more' }),
  ],
  title: ({ fields }) => text(fields, 'what') || w.name,
  line: ({ fields }, { today }) =>
    [
      w.options.owner[text(fields, 'owner') as 'unit'],
      w.options.status[text(fields, 'status') as 'open'],
      fields['status'] !== 'done' && fields['status'] !== 'dropped' && w.by(sayDay(text(fields, 'due'), today)),
    ]
      .filter(Boolean)
      .join(' · '),
};
