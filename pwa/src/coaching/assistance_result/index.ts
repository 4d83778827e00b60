/** What came of a year's assistance: what changed, what was done, and what is recommended. */
import type { RecordView } from '../../core/types';
import { isGiven, text } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { choices, computed, count, note, paper, YEAR } from '../field_makers';
import { movedAfterSigning, SIGNATURES } from '../signed';
import { faultOf, sayYear, yearFaults } from '../year_faults';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one } = choices(w);

/** Those in the middle or at the end of a year, the newest first. */
const ends = (records: readonly RecordView[]): readonly RecordView[] =>
  records.filter((one) => one.kind === 'monitoring' && one.fields['when'] !== 'start');

export const kind: RecordKind = {
  kind: 'assistance_result',
  plural: 'assistance-results',
  icon: 'save',
  place: 211,
  words: w,
  fields: [
    YEAR,
    paper('monitoring', 'monitoring', {
      required: true,
      immutable: true,
      optionsFrom: (_before, _values, records) => ends(records).map((one) => one.id),
      default: (_lookups, _head, records) => ends(records)[0]?.id,
    }),
    one('recommend', { required: true }),
    note('because', { required: true }),
    ...SIGNATURES,
    count('actions_done', { told: true }),
    computed('changes'),
  ],
  title: ({ fields }) => `${w.name} ${sayYear(fields)}`,
  line: ({ fields }) =>
    [w.options.recommend[text(fields, 'recommend') as 'stop'], isGiven(fields, 'unit_says') && w.unitSaid]
      .filter(Boolean)
      .join(' · '),
  check: (fields, before, lookups, { records }) => [
    ...yearFaults(fields, lookups),
    ...(ends(records).some((one) => one.id === fields['monitoring'] && one.fields['year'] !== fields['year'])
      ? [faultOf('not_that_monitoring', 'monitoring')]
      : []),
    ...movedAfterSigning(fields, before),
  ],
  blockedBy: (records) => (ends(records).length ? null : { why: w.first, first: 'monitoring' }),
};
