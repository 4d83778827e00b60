/** Another questionnaire; which ones there are is said by their files. */

import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day } from '../../words/format';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

export const kind: RecordKind = {
  kind: 'questionnaire',
  plural: 'questionnaires',
  icon: 'note',
  place: 21,
  group: 'assess',
  words: w,
  appendOnly: true,
  fields: [
    { name: 'instrument', type: 'computed', immutable: true },
    { name: 'version', type: 'computed', immutable: true },
    { name: 'answers', type: 'computed', immutable: true },
    { name: 'domains', type: 'computed' },
    { name: 'age_band', type: 'computed' },
    { name: 'helped', type: 'one', options: Object.keys(w.options.helped), wrap: true },
    ON_DAY,
  ],
  title: () => w.name,
  line: ({ fields }, lookups) =>
    [day(text(fields, 'on'), lookups.today), text(fields, 'instrument').toLocaleUpperCase('id')]
      .filter(Boolean)
      .join(' · '),
};
