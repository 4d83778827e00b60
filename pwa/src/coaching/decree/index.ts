/** A decree: what makes a unit, appoints its agents, or declares a village *Bersinar*. */
import type { FieldValues } from '../../core/types';
import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { newestFirst } from '../../records/record_order';
import { spoken } from '../../words';
import { day as sayDay, within } from '../../words/format';
import { choices, computed, day, line, note, pages, yes } from '../field_makers';
import { movedWhileSigned } from '../signed';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one } = choices(w);

/** Whether it was valid on this day. */
export const holdsOn = (fields: FieldValues, on: string): boolean =>
  text(fields, 'starts_on') <= on && (!fields['ends_on'] || on <= text(fields, 'ends_on'));

export const kind: RecordKind = {
  kind: 'decree',
  plural: 'decrees',
  icon: 'card',
  place: 203,
  words: w,
  fields: [
    one('sort', { required: true, immutable: true }),
    line('number', { required: true }),
    one('signed_by', { required: true }),
    ON_DAY,
    day('starts_on', { required: true, chips: [0], default: ({ today }) => today }),
    day('ends_on', { chips: [] }),
    computed('renews'),
    // At her own page; here it is read.
    yes('signed_village', { told: true, when: (fields) => fields['signed_village'] === true }),
    pages('scan'),
    note('note', { fold: 'more' }),
  ],
  title: ({ fields }) => `${w.name} ${text(fields, 'number')}`,
  line: ({ fields }, { today }) => {
    const ends = text(fields, 'ends_on');
    return [
      w.options.sort[text(fields, 'sort') as 'bersinar'],
      ends && (ends < today ? w.over : w.until(sayDay(ends, today))),
      fields['signed_village'] === true &&
        w.confirmed(within(w.options.signed_by[text(fields, 'signed_by') as 'lurah'] ?? '')),
    ]
      .filter(Boolean)
      .join(' · ');
  },
  // Of the same sort the newest gives its place to this one.
  compose: (fields, before, { records }) => {
    const last = newestFirst(records).find((one) => one.kind === 'decree' && one.fields['sort'] === fields['sort']);
    return before === null && fields['sort'] ? { renews: last?.id ?? null } : {};
  },
  check: (fields, before) => movedWhileSigned(fields, before, ['signed_village'], 'decree_confirmed'),
};
