/** A urine test: supports the talk, decides nothing. Offered only where she agreed to it; no line of a list says its result. */

import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day, within } from '../../words/format';
import { consentsInForce } from '../consent/consent_status';
import { newestOf } from '../record_order';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const LAYER = 'urine';
const optionsOf = (field: keyof typeof w.options): string[] => Object.keys(w.options[field]);

export const kind: RecordKind = {
  kind: 'urine_test',
  plural: 'urine-tests',
  icon: 'note',
  place: 14,
  group: 'assess',
  words: w,
  appendOnly: true,
  fields: [
    {
      name: 'why',
      type: 'one',
      options: optionsOf('why'),
      optionsFrom: (before, _values, records) =>
        optionsOf('why').filter(
          (one) => one !== 'start' || text(before, 'why') === one || newestOf(records, 'screening') !== undefined,
        ),
      wrap: true,
      required: true,
    },
    { name: 'results', type: 'marks', options: optionsOf('results'), marks: optionsOf('results.mark'), required: true },
    { name: 'done_by', type: 'one', options: optionsOf('done_by'), wrap: true, required: true },
    ON_DAY,
    { name: 'consent', type: 'computed' },
    { name: 'after_interview', type: 'computed' },
  ],
  title: () => w.name,
  line: ({ fields }, lookups) =>
    [day(text(fields, 'on'), lookups.today), within(w.options.why[text(fields, 'why') as 'start'] ?? '')]
      .filter(Boolean)
      .join(' · '),
  compose: (_fields, before, { records }) =>
    before === null
      ? {
          consent: consentsInForce(records).get(LAYER)?.id ?? null,
          after_interview: newestOf(records, 'screening')?.id ?? null,
        }
      : {},
};
