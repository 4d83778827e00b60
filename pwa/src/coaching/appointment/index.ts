/** A letter of assignment: who works in the unit, as what, since and until when. It gives no right. */
import { text } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { newestFirst } from '../../records/record_order';
import { spoken } from '../../words';
import { day as sayDay } from '../../words/format';
import { choices, computed, day, paper, yes } from '../field_makers';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one } = choices(w);

export const kind: RecordKind = {
  kind: 'appointment',
  plural: 'appointments',
  icon: 'clients',
  place: 203.5,
  words: w,
  fields: [
    { name: 'person', type: 'person', required: true, immutable: true },
    one('role', { required: true }),
    one('background', { required: true }),
    day('starts_on', { required: true, chips: [0], default: ({ today }) => today }),
    day('ends_on', { chips: [] }),
    paper('decree', 'decree'),
    computed('renews'),
    one('left_because', { fold: 'left' }),
    yes('handed_over', { fold: 'left' }),
  ],
  title: ({ fields }, lookups) => lookups.agent(text(fields, 'person')),
  line: ({ fields }, { today }) => {
    const ends = text(fields, 'ends_on');
    return [
      w.options.role[text(fields, 'role') as 'ketua'],
      ends && (ends < today ? w.over : w.until(sayDay(ends, today))),
    ]
      .filter(Boolean)
      .join(' · ');
  },
  // Of the same person the newest gives its place to this one.
  compose: (fields, before, { records }) => {
    const last = newestFirst(records).find(
      (one) => one.kind === 'appointment' && one.fields['person'] === fields['person'],
    );
    return before === null && fields['person'] ? { renews: last?.id ?? null } : {};
  },
};
