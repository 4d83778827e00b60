/** A client goes to another unit: asked here, passed on by her ketua unit, accepted or refused there. */
import type { FieldValues } from '../../core/types';
import { isGiven, text } from '../../fields/field_values';
import { callsOne } from '../../forms/calling_names';
import { declaredKinds, nextSteps, settable } from '../../forms/declared_kinds';
import { ruleSentence } from '../../forms/record_faults';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day } from '../../words/format';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const OPEN = ['asked', 'offered'];
const STATUSES = declaredKinds['move']?.fields['status']?.options ?? [];
const told = (name: string) => (fields: FieldValues) => isGiven(fields, name);

export const kind: RecordKind = {
  kind: 'move',
  plural: 'moves',
  icon: 'forward',
  place: 83.5,
  group: 'refer',
  words: w,
  fields: [
    { name: 'to_unit', type: 'unit', required: true, immutable: true },
    {
      name: 'agreed',
      type: 'one',
      options: Object.keys(w.options.agreed),
      wrap: true,
      required: true,
      immutable: true,
    },
    { name: 'because', type: 'note', max: 500, required: true },
    { name: 'handed_note', type: 'note' },
    {
      name: 'status',
      type: 'one',
      options: STATUSES,
      optionsFrom: (before) => settable('move', 'status', nextSteps('move', 'status', text(before, 'status')), 'agent'),
      required: true,
      exclusive: true,
      default: () => 'asked',
    },
    { name: 'answer_because', type: 'note', max: 500, told: true, when: told('answer_because') },
    { name: 'asked_on', type: 'computed', required: true, immutable: true, default: ({ today }) => today },
    { name: 'accepted_on', type: 'computed' },
  ],
  title: () => w.name,
  line: ({ fields }, lookups) =>
    [
      w.options.status[text(fields, 'status') as 'asked'],
      w.to(lookups.unit(text(fields, 'to_unit'))),
      day(text(fields, 'accepted_on') || text(fields, 'asked_on'), lookups.today),
    ]
      .filter(Boolean)
      .join(' · '),
  check: (fields, _before, _lookups, { head }) =>
    callsOne(text(fields, 'because'), [text(head, 'alias'), text(head, 'code')])
      ? [{ fields: ['because'], detail: ruleSentence('move_names_her') }]
      : [],
  blockedBy: (records) => {
    const waits = records.find((one) => one.kind === 'move' && OPEN.includes(text(one.fields, 'status')));
    return waits ? { why: w.stillAsked, first: 'move', record: waits.id, editedAlone: 'status' } : null;
  },
};
