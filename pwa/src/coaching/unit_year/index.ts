/** A unit's year: its label, how far it has come in its life, and what it wants to reach. */
import type { FieldValues, RecordView } from '../../core/types';
import type { FieldFault, Lookups } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { newestOf } from '../../records/record_order';
import { spoken } from '../../words';
import { nearDay } from '../../words/format';
import { holdsOn } from '../decree';
import { choices, computed, count, past, YEAR } from '../field_makers';
import { trainedBy } from '../trained_agents';
import { type LifeStep, lifeDays } from '../unit_steps';
import { faultOf, sayYear, yearFaults } from '../year_faults';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one } = choices(w);

export const STEPS = [
  'mapped_on',
  'advocated_on',
  'decreed_on',
  'recruited_on',
  'trained_on',
  'operational_on',
  'paused_on',
  'ended_on',
] as const;
const TARGETS = ['target_clients', 'target_meetings', 'target_outreach', 'target_aftercare', 'target_vocational'];

/** The step of its life that it reached last; undefined before the first. */
export const stepOfUnit = (fields: FieldValues): (typeof STEPS)[number] | undefined =>
  STEPS.findLast((step) => fields[step]);

/** What the year before had reached goes on; else what the unit's papers prove. */
const carried = (records: readonly RecordView[], step: string, today: string): string | undefined =>
  text(newestOf(records, 'unit_year')?.fields ?? {}, step) ||
  lifeDays(records, today)[step.replace('_on', '') as LifeStep];

/** It works only where a decree that forms it holds, and an agent has passed a training for agents by then. */
export function notReady(
  fields: FieldValues,
  before: FieldValues | null,
  records: readonly RecordView[],
): FieldFault[] {
  const on = text(fields, 'operational_on');
  if (!on || on === text(before ?? {}, 'operational_on')) return [];
  const formed = records.some(
    ({ kind, fields: one }) => kind === 'decree' && one['sort'] === 'unit_formation' && holdsOn(one, on),
  );
  return [
    ...(formed ? [] : [faultOf('operational_without_decree', 'operational_on')]),
    ...(trainedBy(records, on) ? [] : [faultOf('operational_untrained', 'operational_on')]),
  ];
}

/** What lacks is said where it is folded; it is asked for at once when nothing does. */
const isReady = (records: readonly RecordView[], { today }: Lookups): boolean =>
  notReady({ operational_on: today }, null, records).length === 0;

export const kind: RecordKind = {
  kind: 'unit_year',
  plural: 'unit-years',
  icon: 'today',
  place: 200,
  words: w,
  fields: [
    YEAR,
    one('label', { required: true }),
    one('target_phase', { required: true }),
    ...STEPS.map((step) =>
      past(step, {
        fold: 'steps',
        default: ({ today }, _head, records) => carried(records, step, today),
        ...(step === 'operational_on' ? { unfolded: isReady } : {}),
      }),
    ),
    ...TARGETS.map((target) => count(target, { fold: 'targets' })),
    computed('coach', { default: ({ me }) => me }),
  ],
  title: ({ fields }) => `${w.name} ${sayYear(fields)}`,
  line: ({ fields }, { today }) => {
    const step = stepOfUnit(fields);
    return [
      step ? `${w.fields[step]} ${nearDay(text(fields, step), today)}` : w.none,
      w.options.label[text(fields, 'label') as 'baru'],
    ]
      .filter(Boolean)
      .join(' · ');
  },
  check: (fields, before, lookups, { records }) => [
    ...yearFaults(fields, lookups, 1),
    ...notReady(fields, before, records),
  ],
};
