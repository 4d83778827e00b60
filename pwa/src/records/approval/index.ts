/** Asking the district's office (BNNK) whether she may be accompanied here: by scores without a name, and with her yes. */
import type { FieldValues, RecordView } from '../../core/types';
import type { FieldFault } from '../../fields/field_spec';
import { isGiven, text } from '../../fields/field_values';
import { callsOne } from '../../forms/calling_names';
import { declaredKinds, nextSteps, settable } from '../../forms/declared_kinds';
import { ruleSentence } from '../../forms/record_faults';
import type { CaseContext, RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day, within } from '../../words/format';
import { consentsInForce, withdrawnLayers } from '../consent/consent_status';
import { withoutYes } from '../consent_first';
import { newestOf } from '../record_order';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const LAYER = 'approval';
const ASKED = 'asked';
const STATUSES = declaredKinds['approval']?.fields['status']?.options ?? [];
const ENDED = ['approved', 'refused', 'withdrawn'];
const ANSWERED = ['approved', 'refused', 'more_info'];
const told = (name: string) => (fields: FieldValues) => isGiven(fields, name);
const HEARD = ['approved', 'refused'];
const waits = (fields: FieldValues): boolean => text(fields, 'status') === ASKED && isGiven(fields, 'asked_on');
const HEARD_WITH = {
  editedWith: 'heard',
  movable: true,
  stays: true,
  when: (fields: FieldValues): boolean => waits(fields) && isGiven(fields, 'heard'),
} as const;
const asks = (fields: FieldValues, before: FieldValues | null): boolean =>
  text(fields, 'status') === ASKED && text(before ?? {}, 'status') !== ASKED;

export const kind: RecordKind = {
  kind: 'approval',
  plural: 'approvals',
  icon: 'question',
  place: 3.5,
  group: 'refer',
  words: w,
  fields: [
    { name: 'screening', type: 'computed', immutable: true },
    {
      name: 'reason',
      type: 'note',
      max: 500,
      required: true,
      editedWith: 'status',
      movable: true,
      stays: true,
      when: (fields) => text(fields, 'status') !== 'withdrawn',
    },
    {
      name: 'status',
      type: 'one',
      options: STATUSES,
      optionsFrom: (before) =>
        settable('approval', 'status', nextSteps('approval', 'status', text(before, 'status')), 'agent'),
      required: true,
      exclusive: true,
      default: () => ASKED,
    },
    { name: 'heard', type: 'one', options: HEARD, stays: true, when: waits },
    { ...HEARD_WITH, name: 'heard_on', type: 'day', past: true, chips: [0, -1] },
    { ...HEARD_WITH, name: 'heard_from', type: 'text', max: 120 },
    { name: 'answer_because', type: 'note', max: 500, told: true, when: told('answer_because') },
    { name: 'condition', type: 'text', max: 120, told: true, when: told('condition') },
    { name: 'asked_on', type: 'computed', required: true },
    { name: 'district', type: 'computed' },
    { name: 'carries', type: 'computed' },
    { name: 'answered_on', type: 'computed' },
    { name: 'officer', type: 'computed' },
  ],
  title: () => w.name,
  line: ({ fields }, lookups) =>
    [
      isGiven(fields, 'heard')
        ? w.byPhone(within(w.options.heard[text(fields, 'heard') as 'approved']))
        : w.options.status[text(fields, 'status') as 'asked'],
      ANSWERED.includes(text(fields, 'status'))
        ? text(fields, 'condition') || text(fields, 'answer_because')
        : day(text(fields, 'heard_on') || text(fields, 'asked_on'), lookups.today),
    ]
      .filter(Boolean)
      .join(' · '),
  check: (fields, before, _lookups, caseContext) => faults(fields, before, caseContext),
  compose: (fields, before, { records }, { today }) => ({
    ...(before === null ? { screening: fields['screening'] ?? newestOf(records, 'screening')?.id ?? null } : {}),
    ...(asks(fields, before) ? { asked_on: today } : {}),
  }),
  blockedBy: (records) => {
    const unasked = withoutYes(records, LAYER);
    if (unasked) return unasked;
    if (!newestOf(records, 'screening')) return { why: w.withoutScreening, first: 'screening' };
    const waits = records.find(
      (one) => one.kind === 'approval' && [ASKED, 'more_info'].includes(text(one.fields, 'status')),
    );
    return waits ? { why: w.stillAsked, first: 'approval', record: waits.id, editedAlone: 'status' } : null;
  },
  overruled: ({ fields }, records) => (text(fields, 'status') === ASKED && isRevoked(records) ? w.revoked : undefined),
};

const isRevoked = (records: readonly RecordView[]): boolean => withdrawnLayers(records).has(LAYER);

/** Nothing is asked without her yes, and the officer is told no name; as `Approval.check` has it. */
function faults(fields: FieldValues, before: FieldValues | null, { head, records }: CaseContext): FieldFault[] {
  const found: FieldFault[] = [];
  if (asks(fields, before) && !consentsInForce(records).has(LAYER))
    found.push({ fields: ['status', 'reason', 'screening'], detail: ruleSentence('approval_not_agreed') });
  if (ENDED.includes(text(before ?? {}, 'status')) && text(fields, 'reason') !== text(before ?? {}, 'reason'))
    found.push({ fields: ['reason'], detail: ruleSentence('approval_answered') });
  for (const name of ['reason', 'heard_from'])
    if (callsOne(text(fields, name), [text(head, 'alias'), text(head, 'code')]))
      found.push({ fields: [name], detail: ruleSentence('approval_names_her') });
  return found;
}
