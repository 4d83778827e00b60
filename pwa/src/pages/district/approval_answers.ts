/** What the district's officer may answer, and what each answer asks for. Pure. */
import type { FieldSpec } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import { nextSteps, settable } from '../../forms/declared_kinds';
import { kind } from '../../records/approval';
import { type InboxEntry, inboxOf } from '../desk/desk_inbox';
import type { ToldRecord } from '../desk/told_records';

const OPEN = ['asked', 'more_info'];
const ASKED: { readonly [answer: string]: readonly string[] } = {
  approved: ['condition'],
  refused: ['answer_because'],
  more_info: ['answer_because'],
};

const isOpen = (one: ToldRecord): boolean => OPEN.includes(text(one, 'status')) && text(one, 'over') === '';

/** Those that wait, the late first. */
export const waiting = (approvals: readonly ToldRecord[], today: string): InboxEntry[] =>
  inboxOf('approval', 'district', 'asked_on', approvals.filter(isOpen), today);

/** Those that do not, the newest answer first. */
export const answered = (approvals: readonly ToldRecord[]): readonly ToldRecord[] =>
  approvals
    .filter((one) => !isOpen(one))
    .sort((one, other) => (text(one, 'answered_on') < text(other, 'answered_on') ? 1 : -1));

/** The buttons, where it stands so. */
export const answersFrom = (status: string): readonly string[] =>
  settable('approval', 'status', nextSteps('approval', 'status', status), 'district');

/** What is asked with an answer; a reason that the answer needs is required. */
export const askedWith = (answer: string): readonly FieldSpec[] =>
  kind.fields
    .filter(({ name }) => ASKED[answer]?.includes(name))
    .map(({ told: _told, when: _when, ...spec }) => ({
      ...spec,
      ...(spec.name === 'answer_because' ? { required: true } : {}),
    }));
