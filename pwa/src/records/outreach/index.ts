/** Outreach: an event of the unit, in numbers. It lies in the unit's own papers and names nobody. */

import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { nearDay } from '../../words/format';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

export const kind: RecordKind = {
  kind: 'outreach',
  plural: 'outreach-events',
  icon: 'invite',
  place: 30,
  words: w,
  fields: [
    {
      name: 'way',
      type: 'one',
      options: Object.keys(w.options.way),
      wrap: true,
      required: true,
      default: () => 'socialisation',
    },
    { name: 'head_total', type: 'number', max: 5000, required: true },
    ON_DAY,
    { name: 'asked_after', type: 'number', max: 5000 },
    { name: 'material', type: 'many', options: Object.keys(w.options.material), wrap: true },
    { name: 'audience', type: 'many', options: Object.keys(w.options.audience), wrap: true, fold: 'more' },
    { name: 'topics', type: 'many', options: Object.keys(w.options.topics), wrap: true, fold: 'more' },
    { name: 'head_women', type: 'number', max: 5000, fold: 'more' },
    { name: 'head_under18', type: 'number', max: 5000, fold: 'more' },
    { name: 'led_by', type: 'many', options: Object.keys(w.options.led_by), wrap: true, fold: 'more' },
    { name: 'material_count', type: 'number', max: 5000, fold: 'more' },
    { name: 'partner_org', type: 'text', max: 120, fold: 'more' },
    { name: 'funded_by', type: 'one', options: Object.keys(w.options.funded_by), wrap: true, fold: 'more' },
    { name: 'note', type: 'note', fold: 'more' },
  ],
  title: ({ fields }) => w.options.way[text(fields, 'way') as keyof typeof w.options.way] ?? w.name,
  line: ({ fields }, { today }) =>
    [
      nearDay(text(fields, 'on'), today),
      typeof fields['head_total'] === 'number' && w.heads(fields['head_total']),
      typeof fields['asked_after'] === 'number' && fields['asked_after'] > 0 && w.asked(fields['asked_after']),
    ]
      .filter(Boolean)
      .join(' · '),
};
