/** Monitoring of a unit at the start, in the middle or at the end of a year: the same indicators each time. */
import type { FieldValues, RecordView } from '../../core/types';
import type { FieldFault, FieldSpec } from '../../fields/field_spec';
import { isGiven, text, whole } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day as sayDay } from '../../words/format';
import { holdsOn } from '../decree';
import { choices, computed, count, note, past, percent, rupiah, YEAR, yes } from '../field_makers';
import { keptReasons, movedFigures, reasonFaults } from '../moved_figures';
import { paperFigures, papersOf } from '../recorded_figures';
import { faultOf, sayYear, yearFaults } from '../year_faults';
import { untoldFigures } from './untold_figures';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one, many } = choices(w);

const MONTHS = 12;
const SHARES = ['qol_physical', 'qol_psychological', 'qol_social', 'qol_environment'];
const OUTCOMES = ['clients', 'finished', 'relapse', 'qol_pairs', 'satisfaction_answers'];
const WORK = [
  'outreach',
  'reached',
  'screened',
  'talks',
  'plans',
  'meetings',
  'visits',
  'referrals',
  'family_sessions',
];

/** Its start first; then its end. */
const firstMoment = (records: readonly RecordView[], today: string): string =>
  records.some(
    ({ kind, fields }) =>
      kind === 'monitoring' && fields['when'] === 'start' && whole(fields, 'year') === Number(today.slice(0, 4)),
  )
    ? 'end'
    : 'start';

const known = (name: string, more: Partial<FieldSpec> = {}): FieldSpec =>
  count(name, {
    fold: 'input',
    default: ({ today }, _head, records) => paperFigures(records, Number(today.slice(0, 4)), today)[name],
    ...more,
  });

/** Such a figure has a reason; of few people nothing is told. */
function figureFaults(fields: FieldValues): readonly FieldFault[] {
  return [...reasonFaults(fields), ...untoldFigures(fields).map((name) => faultOf('too_few_to_tell', name))];
}

export const kind: RecordKind = {
  kind: 'monitoring',
  plural: 'monitorings',
  icon: 'search',
  place: 206,
  words: w,
  fields: [
    one('when', {
      required: true,
      immutable: true,
      default: ({ today }, _head, records) => firstMoment(records, today),
    }),
    YEAR,
    past('on', { required: true, default: ({ today }) => today }),
    yes('sk_valid', {
      fold: 'input',
      default: ({ today }, _head, records) =>
        papersOf(records)('decree').some((decree) => decree['sort'] === 'unit_formation' && holdsOn(decree, today)),
    }),
    count('agents_active', { fold: 'input' }),
    known('agents_trained'),
    one('leader_active', { fold: 'input' }),
    one('room', { fold: 'input' }),
    many('tools', { fold: 'input' }),
    rupiah('village_fund', { fold: 'input' }),
    rupiah('other_funds', { fold: 'input' }),
    one('village_support', { fold: 'input' }),
    known('coach_visits'),
    many('network', { fold: 'network' }),
    yes('mapping_done', {
      fold: 'process',
      default: ({ today }, _head, records) =>
        papersOf(records)('village_profile').some(({ year }) => year === Number(today.slice(0, 4))) || undefined,
    }),
    ...WORK.map((name) => count(name, { fold: 'process' })),
    count('outreach_months', { max: MONTHS, fold: 'process' }),
    ...['on_time', 'meetings_kept', 'family_involved'].map((name) => percent(name, { fold: 'process' })),
    count('vocational', { fold: 'process' }),
    count('aftercare', { fold: 'process' }),
    count('reports_in_time', { max: MONTHS, fold: 'process' }),
    yes('alerts_waiting', { fold: 'process' }),
    ...OUTCOMES.map((name) => count(name, { fold: 'output' })),
    ...[...SHARES, 'completed', 'productive', 'satisfaction', 'referrals_back', 'voluntary'].map((name) =>
      percent(name, { fold: 'output' }),
    ),
    { name: 'figure_reasons', type: 'figure_reasons', when: (fields) => movedFigures(fields).length > 0 },
    note('changed_because', { when: (fields) => isGiven(fields, 'changed_because') }),
    note('problems', { fold: 'open' }),
    note('good_practice', { fold: 'open' }),
    note('innovation', { fold: 'open' }),
    computed('prefilled', {
      default: ({ today }, _head, records) => paperFigures(records, Number(today.slice(0, 4)), today),
    }),
  ],
  title: ({ fields }) =>
    [w.name, w.options.when[text(fields, 'when') as 'mid']?.toLowerCase(), sayYear(fields)].filter(Boolean).join(' '),
  line: ({ fields }, { today }) => sayDay(text(fields, 'on'), today),
  compose: (fields) => keptReasons(fields),
  check: (fields, _before, lookups) => [...yearFaults(fields, lookups), ...figureFaults(fields)],
};
