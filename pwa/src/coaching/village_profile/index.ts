/** The mapping of a village: how much danger there is, and what there is to build on. */
import { text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { newestOf } from '../../records/record_order';
import { spoken } from '../../words';
import { choices, count, line, past, YEAR } from '../field_makers';
import { sayYear, yearFaults } from '../year_faults';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one, many } = choices(w);
const PEOPLE = 999_999;

export const kind: RecordKind = {
  kind: 'village_profile',
  plural: 'village-profiles',
  icon: 'visit',
  place: 201,
  words: w,
  fields: [
    {
      name: 'village',
      type: 'village',
      required: true,
      immutable: true,
      // A unit stays in its village.
      default: ({ villages }, _head, records) =>
        text(newestOf(records, 'village_profile')?.fields ?? {}, 'village') ||
        (villages.length === 1 ? villages[0]?.value : undefined),
    },
    YEAR,
    one('risk', { required: true }),
    many('main_signs'),
    many('beside_signs'),
    count('users_estimate', { max: PEOPLE }),
    count('population', { max: PEOPLE }),
    many('potentials'),
    one('bersinar'),
    past('bersinar_on', { when: ({ bersinar }) => bersinar === 'declared' }),
    line('bersinar_decree', { when: ({ bersinar }) => bersinar === 'declared' }),
    { ...ON_DAY, fold: 'more' },
    many('programmes', { fold: 'more' }),
    line('source', { fold: 'more' }),
  ],
  title: ({ fields }, lookups) => `${w.name} ${lookups.village(text(fields, 'village'))}`,
  line: ({ fields }) => [w.options.risk[text(fields, 'risk') as 'aman'], sayYear(fields)].filter(Boolean).join(' · '),
  check: (fields, _before, lookups) => yearFaults(fields, lookups),
};
