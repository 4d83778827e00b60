/** How she lives, asked at the points of the journey: what changes is what came of it. */

import type { FieldValues } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day, within } from '../../words/format';
import { pointOn } from './situation_change';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const optionsOf = (field: keyof typeof w.options): string[] => Object.keys(w.options[field]);

export const kind: RecordKind = {
  kind: 'situation',
  plural: 'situations',
  icon: 'visit',
  place: 13,
  group: 'assess',
  words: w,
  appendOnly: true,
  fields: [
    {
      name: 'point',
      type: 'one',
      options: optionsOf('point'),
      wrap: true,
      required: true,
      immutable: true,
      default: (lookups, _head, records) => pointOn(records, lookups.today),
    },
    { name: 'work', type: 'one', options: optionsOf('work'), wrap: true },
    { name: 'school', type: 'one', options: optionsOf('school'), wrap: true },
    { name: 'housing', type: 'one', options: optionsOf('housing'), wrap: true },
    { name: 'family', type: 'one', options: optionsOf('family'), wrap: true },
    { name: 'legal', type: 'one', options: optionsOf('legal'), wrap: true },
    { name: 'income_source', type: 'many', options: optionsOf('income_source'), wrap: true },
    ON_DAY,
  ],
  title: () => w.name,
  line: ({ fields }, lookups) => summary(fields, lookups),
};

/** A value in words; as it stands where this app does not know it. */
export const said = (field: keyof typeof w.options, value: string): string =>
  (w.options[field] as { readonly [value: string]: string })[value] ?? value;

function summary(fields: FieldValues, lookups: Lookups): string {
  return [
    day(text(fields, 'on'), lookups.today),
    within(said('point', text(fields, 'point'))),
    within(said('work', text(fields, 'work'))),
  ]
    .filter(Boolean)
    .join(' · ');
}
