/** Strengths, weaknesses, opportunities and threats of a unit, and what follows from them. */
import { rowsOf } from '../../fields/rows';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { number } from '../../words/format';
import { day, line, YEAR } from '../field_makers';
import { sayYear, yearFaults } from '../year_faults';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const LISTS = ['strengths', 'weaknesses', 'opportunities', 'threats'];
const POINTS = 10;
const STRATEGIES = 12;
const part = (name: 'way' | 'owner') => ({
  name,
  type: 'one' as const,
  options: Object.keys(w.options[`strategies.${name}`]),
  wrap: true,
});

export const kind: RecordKind = {
  kind: 'swot',
  plural: 'swots',
  icon: 'plan',
  place: 208,
  words: w,
  fields: [
    YEAR,
    ...LISTS.map((name) => ({ name, type: 'rows' as const, max: POINTS, parts: [line('what')] })),
    {
      name: 'strategies',
      type: 'rows',
      max: STRATEGIES,
      parts: [line('action'), part('way'), part('owner'), day('due', { chips: [30, 90] })],
    },
  ],
  title: ({ fields }) => `${w.name} ${sayYear(fields)}`,
  line: ({ fields }) => {
    const points = LISTS.reduce((sum, name) => sum + rowsOf(fields[name]).length, 0);
    return w.lists(number(points), number(rowsOf(fields['strategies']).length));
  },
  check: (fields, _before, lookups) => yearFaults(fields, lookups, 1),
};
