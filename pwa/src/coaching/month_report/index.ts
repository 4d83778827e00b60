/** A unit's month, looked through and confirmed by whoever leads it: figures beside what its records said then. */
import { text } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { monthName, day as sayDay } from '../../words/format';
import { computed, count, note, past, yes } from '../field_makers';
import { monthPlus } from '../month_plus';
import { faultOf } from '../year_faults';
import { FIGURES, givingAway, movedFigures } from './report_figures';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

export const kind: RecordKind = {
  kind: 'month_report',
  plural: 'month-reports',
  icon: 'today',
  place: 215,
  words: w,
  appendOnly: true,
  fields: [
    {
      name: 'month',
      type: 'month',
      required: true,
      immutable: true,
      default: ({ today }) => monthPlus(today.slice(0, 7), -1),
    },
    ...FIGURES.map((name) => count(name)),
    note('changed_because', { when: (fields) => movedFigures(fields).length > 0 }),
    note('note'),
    past('on', { required: true, immutable: true, default: ({ today }) => today }),
    yes('late', { told: true }),
    computed('counted'),
  ],
  title: ({ fields }) => w.of(monthName(text(fields, 'month'))),
  line: ({ fields }, { today }) =>
    [
      w.confirmed(sayDay(text(fields, 'on'), today)),
      fields['late'] === true && w.late,
      text(fields, 'amended_because') && w.corrected,
    ]
      .filter(Boolean)
      .join(' · '),
  check: (fields, _before, { today }) => [
    ...Object.entries({ month: today, on: text(fields, 'on') })
      .filter(([, day]) => day && text(fields, 'month') >= day.slice(0, 7))
      .map(([name]) => faultOf('month_not_over', name)),
    ...(movedFigures(fields).length && !text(fields, 'changed_because')
      ? [faultOf('figure_reason_needed', 'changed_because')]
      : []),
    ...givingAway(fields).map((name) => faultOf('not_in_fives', name)),
  ],
};
