/** A visit: what was found, and when the next one is due. Written in seconds: the day and the place stand there already. */

import type { FieldValues, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { many, text } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { nearDay, within } from '../../words/format';
import { openAftercare } from '../aftercare/open_aftercare';
import { isWithdrawn } from '../consent/consent_status';
import { mediaField } from '../consent/media_field';
import { familyWarning } from '../family_member/family_warning';
import { words as id } from './words.id';

const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const PLACES = ['home', 'post', 'public', 'phone', 'other'];
const MET = ['client', 'parent', 'spouse', 'sibling', 'child', 'relative', 'neighbour', 'nobody'];
const FLAGS = ['suicidal', 'overdose', 'psychosis', 'withdrawal', 'violence', 'child_in_danger', 'very_ill'];
/** Where nobody was there, nothing is asked of how she is. */
const metSomebody = (fields: FieldValues): boolean => !many(fields, 'met').includes('nobody');

/** What she seeks herself, and what a danger asks for: neither waits for her word. */
const ALWAYS = ['came_herself', 'alert'];
const AFTERCARE = 'aftercare';
const PLANNED = ['plan', AFTERCARE];

const unwelcome = (records: readonly RecordView[]): boolean => isWithdrawn(records, 'contact');

/** What a visit can still be for, and what it was for. */
function purposes(was: string, records: readonly RecordView[]): string[] {
  const refused = isWithdrawn(records, 'participation') ? PLANNED : [];
  const left = unwelcome(records) ? ALWAYS : Object.keys(w.options.purpose).filter((one) => !refused.includes(one));
  return Object.keys(w.options.purpose).filter((one) => one === was || left.includes(one));
}

/** Who is in aftercare is visited for it. */
const usualPurpose = (records: readonly RecordView[]): string | undefined =>
  openAftercare(records) && purposes('', records).includes(AFTERCARE) ? AFTERCARE : undefined;

export const kind: RecordKind = {
  kind: 'visit',
  plural: 'visits',
  icon: 'visit',
  place: 1,
  words: w,
  appendOnly: true,
  quick: true,
  fields: [
    {
      name: 'purpose',
      type: 'one',
      options: Object.keys(w.options.purpose),
      optionsFrom: (before, _values, records) => purposes(text(before, 'purpose'), records),
      wrap: true,
      fold: 'more',
      unfolded: (records) => unwelcome(records),
      default: (_lookups, _head, records) => usualPurpose(records),
    },
    { name: 'met', type: 'many', options: MET, wrap: true },
    { name: 'condition', type: 'one', options: ['good', 'fair', 'poor'], wrap: true, when: metSomebody },
    {
      name: 'use_since',
      type: 'one',
      options: ['none', 'less', 'same', 'more', 'unknown'],
      wrap: true,
      when: metSomebody,
    },
    { name: 'red_flags', type: 'many', options: FLAGS, wrap: true, endangers: true },
    { name: 'support', type: 'many', options: Object.keys(w.options.support), wrap: true, when: metSomebody },
    { name: 'next_on', type: 'day', chips: [3, 7, 14] },
    ON_DAY,
    { name: 'place', type: 'one', options: PLACES, wrap: true, repeatsLast: true, default: () => 'home' },
    { name: 'care_needs', type: 'many', options: ['pregnancy', 'injecting'], wrap: true, fold: 'more' },
    { name: 'planned', type: 'yes', wrap: true, fold: 'more' },
    { name: 'use_days', type: 'number', max: 30, fold: 'more', when: metSomebody },
    {
      name: 'family_mood',
      type: 'one',
      options: ['supportive', 'worried', 'angry', 'absent'],
      wrap: true,
      fold: 'more',
    },
    { name: 'triggers', type: 'note', fold: 'more' },
    { name: 'coping', type: 'note', fold: 'more' },
    { name: 'needs', type: 'many', options: ['health', 'legal', 'social', 'work', 'school'], wrap: true, fold: 'more' },
    { name: 'note', type: 'note', fold: 'more' },
    mediaField('photo', 'photo', 'more'),
    mediaField('voice', 'voice', 'more'),
    { name: 'next_place', type: 'one', options: PLACES, wrap: true, fold: 'more' },
    { name: 'with_whom', type: 'yes', wrap: true, fold: 'more' },
    { name: 'safe_for_me', type: 'yes', wrap: true, fold: 'more' },
  ],
  title: (shown) => w.titles[(text(shown.fields, 'place') || 'other') as keyof typeof w.titles] ?? w.name,
  line: (shown, lookups) => summary(shown.fields, lookups),
  warning: familyWarning,
  notice: (records) => (unwelcome(records) ? w.unwelcome : undefined),
};

function summary(fields: FieldValues, lookups: Lookups): string {
  const condition = w.options.condition[text(fields, 'condition') as keyof typeof w.options.condition];
  const use = w.options.use_since[text(fields, 'use_since') as keyof typeof w.options.use_since];
  const next = text(fields, 'next_on');
  return [
    nearDay(text(fields, 'on'), lookups.today),
    within(condition ?? ''),
    within(use ?? ''),
    many(fields, 'met').includes('nobody') && w.nobody,
    many(fields, 'red_flags').length > 0 && w.flagged,
    next > lookups.today && w.next(nearDay(next, lookups.today)),
  ]
    .filter(Boolean)
    .join(' · ');
}
