/** A client: an alias and a code, never a name. Her record opens her case. */

import type { FieldValues, RecordView } from '../../core/types';
import type { FieldFault, Lookups } from '../../fields/field_spec';
import { isGiven, text } from '../../fields/field_values';
import { ruleSentence } from '../../forms/record_faults';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { hasUnansweredDanger, stageOf } from '../closure/closing';
import { newCode, rightCode, showCode } from './client_code';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const AGES = ['0-14', '15-17', '18-24', '25-34', '35-44', '45-59', '60+'];
const DOES = ['none', 'seeking', 'working', 'apprentice', 'business', 'studying', 'homemaker', 'other'];
const CLOSED = ['finished', 'dropped_out', 'moved', 'referred', 'died', 'detained'];

const SAME = 'same_person';
const CLOSED_STAGE = 'closed';
const STAGES = ['registered', 'accompanied', 'aftercare', CLOSED_STAGE];

const isClosing = (records: readonly RecordView[]): boolean => records.some(({ kind }) => kind === 'closure');

export const kind: RecordKind = {
  kind: 'client',
  plural: 'clients',
  icon: 'me',
  place: 0,
  words: w,
  opensCase: true,
  fields: [
    { name: 'code', type: 'computed', immutable: true, default: () => newCode() },
    { name: 'alias', type: 'text', required: true, max: 40 },
    { name: 'sex', type: 'one', options: ['female', 'male', 'unsaid'], wrap: true },
    { name: 'age_band', type: 'one', options: AGES, wrap: true },
    { name: 'age_known', type: 'one', options: ['said', 'guessed', 'document'], wrap: true, fold: 'more' },
    { name: 'found_by', type: 'one', options: Object.keys(w.options.found_by), wrap: true, fold: 'more' },
    { name: 'village', type: 'village', fold: 'more' },
    { name: 'mobility', type: 'one', options: Object.keys(w.options.mobility), wrap: true, fold: 'more' },
    { name: 'language', type: 'one', options: Object.keys(w.options.language), wrap: true, fold: 'more' },
    {
      name: 'needs_help_with',
      type: 'many',
      options: Object.keys(w.options.needs_help_with),
      wrap: true,
      fold: 'more',
    },
    { name: 'occupation', type: 'one', options: DOES, wrap: true, fold: 'more' },
    { name: 'note', type: 'note', fold: 'more' },
    {
      name: 'status',
      type: 'one',
      options: STAGES,
      // At which step she is, is read from her records; a case is closed by its form, which asks for more.
      optionsFrom: (before, _values, records) => {
        if (text(before, 'status') === CLOSED_STAGE) return [CLOSED_STAGE, stageOf(records)];
        return isClosing(records) ? [CLOSED_STAGE] : [];
      },
      exclusive: true,
      default: () => 'registered',
    },
    {
      name: 'closed_reason',
      type: 'one',
      options: [...CLOSED, SAME],
      // Two cases of one person are for the coordinator to settle, who sees both.
      optionsFrom: (before) => [...CLOSED, ...(text(before, 'closed_reason') === SAME ? [SAME] : [])],
      wrap: true,
      editedWith: 'status',
      when: (fields) => fields['status'] === 'closed',
    },
    { name: 'same_as', type: 'computed' },
  ],
  title: (shown) => text(shown.fields, 'alias') || w.name,
  line: ({ fields }, lookups) => summary(fields, lookups),
  check: (fields, before, _lookups, { records }) => [...faults(fields), ...closingFaults(fields, before, records)],
};

function summary(fields: Parameters<typeof text>[0], lookups: Lookups): string {
  const code = text(fields, 'code');
  const village = isGiven(fields, 'village') ? lookups.village(text(fields, 'village')) : '';
  return [code && showCode(code), village].filter(Boolean).join(' · ');
}

const faults = (fields: Parameters<typeof text>[0]): FieldFault[] =>
  text(fields, 'code') && !rightCode(text(fields, 'code')) ? [{ fields: ['code'], detail: w.faults.code }] : [];

/** No case is closed over a danger that nobody looked after; as the server judges. */
function closingFaults(fields: FieldValues, before: FieldValues | null, records: readonly RecordView[]): FieldFault[] {
  const closes = text(fields, 'status') === 'closed' && text(before ?? {}, 'status') !== 'closed';
  if (!closes || text(fields, 'closed_reason') === 'died' || !hasUnansweredDanger(records)) return [];
  return [{ fields: ['status', 'closed_reason'], detail: ruleSentence('danger_unanswered_here') }];
}
