/** A problem of a unit: what it comes from, and how much it presses. */
import type { FieldValues } from '../../core/types';
import { text, whole } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { number } from '../../words/format';
import { choices, count, line, note } from '../field_makers';
import { faultOf } from '../year_faults';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one } = choices(w);

const WEIGHTS = ['urgency', 'seriousness', 'growth'];
const MOST = 125;

/** As the server keeps it; here until it is told. */
export const scoreOf = (fields: FieldValues): number =>
  WEIGHTS.reduce((product, name) => product * (whole(fields, name) ?? 0), 1);

export const kind: RecordKind = {
  kind: 'unit_problem',
  plural: 'unit-problems',
  icon: 'question',
  place: 207,
  words: w,
  fields: [
    line('what', { required: true }),
    one('aspect', { required: true }),
    ...WEIGHTS.map((name) => count(name, { max: 5, required: true })),
    one('owner', { required: true, default: () => 'unit' }),
    one('status', { required: true, default: () => 'open' }),
    note('cause', { fold: 'more' }),
    note('impact', { fold: 'more' }),
    { ...ON_DAY, fold: 'more' },
    count('score', { max: MOST, told: true }),
  ],
  title: ({ fields }) => text(fields, 'what') || w.name,
  line: ({ fields }) =>
    [
      w.score(number(scoreOf(fields))),
      w.options.owner[text(fields, 'owner') as 'unit'],
      w.options.status[text(fields, 'status') as 'open'],
    ]
      .filter(Boolean)
      .join(' · '),
  check: (fields) => WEIGHTS.filter((name) => whole(fields, name) === 0).map((name) => faultOf('required', name)),
};
