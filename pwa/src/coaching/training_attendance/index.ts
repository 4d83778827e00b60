/** Who was at a training: an agent of the unit, or the office somebody came from. */
import { text, whole } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { newestOf } from '../../records/record_order';
import { spoken } from '../../words';
import { number } from '../../words/format';
import { line, paper, percent, yes } from '../field_makers';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

export const kind: RecordKind = {
  kind: 'training_attendance',
  plural: 'training-attendances',
  icon: 'clients',
  place: 205,
  words: w,
  fields: [
    paper('training', 'training', {
      required: true,
      immutable: true,
      default: (_lookups, _head, records) => newestOf(records, 'training')?.id,
    }),
    { name: 'person', type: 'person' },
    line('satker'),
    percent('pre'),
    percent('post'),
    yes('passed'),
    line('certificate_no', { when: ({ passed }) => passed === true }),
  ],
  title: ({ fields }, lookups) =>
    text(fields, 'person') ? lookups.agent(text(fields, 'person')) : text(fields, 'satker') || w.name,
  line: ({ fields }) => {
    const [pre, post] = [whole(fields, 'pre'), whole(fields, 'post')];
    return [
      fields['passed'] === true ? w.passed : fields['passed'] === false && w.failed,
      pre !== null && post !== null && w.scores(number(pre), number(post)),
    ]
      .filter(Boolean)
      .join(' · ');
  },
  blockedBy: (records) => (records.some((one) => one.kind === 'training') ? null : { why: w.first, first: 'training' }),
};
