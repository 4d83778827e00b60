/** How she lives, in her own answers, at points of the journey. */

import type { FieldValues, RecordView } from '../../core/types';
import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { newestByPoint } from '../../instruments/answered_sheet';
import { spoken } from '../../words';
import { day } from '../../words/format';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

export const BEFOREHAND = ['point', 'helped'];
export const POINTS = Object.keys(w.options.point);
const KIND = 'quality_of_life';

const pointOf = (fields: FieldValues): string =>
  w.options.point[text(fields, 'point') as keyof typeof w.options.point] ?? '';

/** Those of a case in the order of the journey, the newest of each point. */
export const pointsOf = (records: readonly RecordView[]) =>
  newestByPoint(
    records.filter(({ kind }) => kind === KIND),
    'point',
    POINTS,
  ).map(({ fields, id }) => ({ id, fields, when: pointOf(fields) }));

/** The first one beside this one. */
export function besideStart(records: readonly RecordView[], fields: FieldValues) {
  const own = { fields, when: pointOf(fields) };
  const start = pointsOf(records).find((one) => text(one.fields, 'point') === POINTS[0]);
  return start && text(fields, 'point') !== POINTS[0] ? [start, own] : [own];
}

/** The next that was not asked yet, as long as the plan runs. */
function pointDue(records: readonly RecordView[]): string | null {
  const asked = pointsOf(records).map(({ fields }) => text(fields, 'point'));
  return POINTS.find((point) => !asked.includes(point)) ?? null;
}

export const kind: RecordKind = {
  kind: KIND,
  plural: 'qualities-of-life',
  icon: 'note',
  place: 20,
  group: 'assess',
  words: w,
  appendOnly: true,
  fields: [
    { name: 'instrument', type: 'computed', immutable: true },
    { name: 'version', type: 'computed', immutable: true },
    { name: 'answers', type: 'computed', immutable: true },
    { name: 'domains', type: 'computed' },
    { name: 'age_band', type: 'computed' },
    {
      name: 'point',
      type: 'one',
      options: POINTS,
      wrap: true,
      required: true,
      default: (_lookups, _head, records) => pointDue(records),
    },
    { name: 'helped', type: 'one', options: Object.keys(w.options.helped), wrap: true },
    ON_DAY,
  ],
  title: () => w.name,
  line: ({ fields }, lookups) => [day(text(fields, 'on'), lookups.today), pointOf(fields)].filter(Boolean).join(' · '),
};
