/** An agreement with an institution: while it holds, clients of the unit are referred there without saying why. */

import type { FieldValues, RecordView } from '../../core/types';
import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { newestFirst } from '../../records/record_order';
import { spoken } from '../../words';
import { day as sayDay } from '../../words/format';
import { choices, computed, day, line, note, pages, rupiah } from '../field_makers';
import { inOtherUnits } from '../other_units';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { many } = choices(w);
const LINES = 9;
const SHORT = 40;

const withSame = (records: readonly RecordView[], { institution }: FieldValues): readonly RecordView[] =>
  newestFirst(records).filter((one) => one.kind === 'agreement' && one.fields['institution'] === institution);

export const kind: RecordKind = {
  kind: 'agreement',
  plural: 'agreements',
  icon: 'referral',
  place: 214,
  words: w,
  fields: [
    { name: 'institution', type: 'partner', required: true, immutable: true },
    line('number', { required: true }),
    ON_DAY,
    day('starts_on', { required: true, chips: [0], default: ({ today }) => today }),
    day('ends_on', { required: true, chips: [] }),
    many('scope', { required: true }),
    {
      name: 'budget_lines',
      type: 'rows',
      max: LINES,
      parts: [
        line('what'),
        { name: 'line', type: 'one', options: Object.keys(w.options['budget_lines.line']), wrap: true },
        rupiah('amount'),
      ],
    },
    line('sop_version', { max: SHORT, fold: 'more' }),
    pages('sop', { fold: 'more' }),
    note('contacts', { fold: 'more' }),
    line('legal_basis', { fold: 'more' }),
    computed('renews'),
    computed('series'),
    note('note', { fold: 'more' }),
  ],
  title: ({ fields }, { partner }) => partner(text(fields, 'institution')) || w.name,
  line: ({ fields }, { today }) => {
    const ends = text(fields, 'ends_on');
    const lines = Array.isArray(fields['budget_lines']) ? fields['budget_lines'].length : 0;
    return [
      text(fields, 'number'),
      ends && (ends < today ? w.over : w.until(sayDay(ends, today))),
      lines > 0 && w.lines(String(lines)),
    ]
      .filter(Boolean)
      .join(' · ');
  },
  // The newest with the same institution gives its place to this one.
  compose: (fields, before, { records }) =>
    before === null && fields['institution'] ? { renews: withSame(records, fields)[0]?.id ?? null } : {},
  // In each unit it takes the place of that unit's own; one that is there already is not written again.
  alongside: (_made, fields, extra, book) =>
    inOtherUnits('agreement', fields, extra, book, (papers) => {
      const stand = withSame(papers, fields);
      const isThere = stand.some((one) => text(one.fields, 'number') === text(fields, 'number'));
      return isThere ? undefined : { renews: stand[0]?.id ?? null };
    }),
};
