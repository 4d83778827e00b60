/** A line of a unit's budget: from where, for what, planned and spent. */
import { text, whole } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { number } from '../../words/format';
import { choices, note, pages, past, rupiah, YEAR } from '../field_makers';
import { sayYear } from '../year_faults';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one } = choices(w);

export const kind: RecordKind = {
  kind: 'funding',
  plural: 'fundings',
  icon: 'note',
  place: 212,
  words: w,
  fields: [
    YEAR,
    one('source', { required: true }),
    one('line', { required: true }),
    rupiah('planned'),
    rupiah('spent'),
    past('on', { fold: 'more' }),
    pages('proof', { fold: 'more' }),
    note('note', { fold: 'more' }),
  ],
  title: ({ fields }) => w.options.line[text(fields, 'line') as 'other'] ?? w.name,
  line: ({ fields }) =>
    [
      sayYear(fields),
      w.options.source[text(fields, 'source') as 'apbd'],
      w.of(number(whole(fields, 'spent') ?? 0), number(whole(fields, 'planned') ?? 0)),
    ]
      .filter(Boolean)
      .join(' · '),
};
