/** A meeting for the plan: who came, what it was about, how she felt. Written in seconds: most of it stands there already. */

import type { FieldValues, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { many, text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { nearDay, within } from '../../words/format';
import { isWithdrawn } from '../consent/consent_status';
import { familyWarning } from '../family_member/family_warning';
import { openPlan } from '../plan/plan_progress';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const optionsOf = (field: keyof typeof w.options): string[] => Object.keys(w.options[field]);
const wasThere = (fields: FieldValues): boolean => ['came', 'late'].includes(text(fields, 'attended'));

/** What touches her family only where she has not taken that back. */
const agreed = (options: readonly string[], records: readonly RecordView[], was: string): string[] =>
  options.filter((one) => one === was || !one.startsWith('family') || !isWithdrawn(records, 'family'));

export const kind: RecordKind = {
  kind: 'meeting',
  plural: 'meetings',
  icon: 'meeting',
  place: 8,
  group: 'meet',
  words: w,
  appendOnly: true,
  fields: [
    { name: 'plan', type: 'computed' },
    { name: 'group', type: 'computed' },
    {
      name: 'attended',
      type: 'one',
      options: optionsOf('attended'),
      wrap: true,
      required: true,
      default: () => 'came',
    },
    { name: 'mood', type: 'faces', when: wasThere },
    {
      name: 'theme',
      type: 'one',
      options: optionsOf('theme'),
      optionsFrom: (before, _values, records) => agreed(optionsOf('theme'), records, text(before, 'theme')),
      wrap: true,
      when: wasThere,
    },
    { name: 'red_flags', type: 'many', options: optionsOf('red_flags'), wrap: true, endangers: true },
    { name: 'next_on', type: 'day', chips: [7, 14, 30] },
    { name: 'use_days', type: 'number', max: 30, when: wasThere },
    { name: 'step', type: 'text', max: 120, when: wasThere },
    {
      name: 'form',
      type: 'one',
      options: optionsOf('form'),
      optionsFrom: (before, _values, records) => agreed(optionsOf('form'), records, text(before, 'form')),
      wrap: true,
      required: true,
      fold: 'more',
      default: () => 'individual',
    },
    {
      name: 'support',
      type: 'many',
      options: optionsOf('support'),
      optionsFrom: (before, _values, records) => agreed(optionsOf('support'), records, text(before, 'support')),
      wrap: true,
      fold: 'more',
      when: wasThere,
    },
    { ...ON_DAY, fold: 'more' },
    { name: 'note', type: 'note', fold: 'more' },
  ],
  title: ({ fields }) => w.titles[text(fields, 'form') as keyof typeof w.titles] ?? w.name,
  line: ({ fields }, lookups) => summary(fields, lookups),
  compose: (fields, before, { records }) =>
    before === null ? { plan: fields['plan'] ?? openPlan(records)?.id ?? null } : {},
  warning: familyWarning,
  blockedBy: (records) => (openPlan(records) ? null : { why: w.withoutPlan, first: 'plan' }),
};

function summary(fields: FieldValues, lookups: Lookups): string {
  const next = text(fields, 'next_on');
  const attended: { readonly [value: string]: string } = w.options.attended;
  const themes: { readonly [value: string]: string } = w.options.theme;
  return [
    nearDay(text(fields, 'on'), lookups.today),
    within(wasThere(fields) ? (themes[text(fields, 'theme')] ?? '') : (attended[text(fields, 'attended')] ?? '')),
    many(fields, 'red_flags').length > 0 && w.flagged,
    next > lookups.today && w.next(nearDay(next, lookups.today)),
  ]
    .filter(Boolean)
    .join(' · ');
}
