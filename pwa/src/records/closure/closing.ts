/** What keeps a case from being closed, and what is left open in it. Pure. */
import type { FieldValues, RecordView } from '../../core/types';
import { many, text } from '../../fields/field_values';
import { withdrawnOn } from '../../forms/declared_rules';
import type { BesideChange } from '../../forms/record_kind';

const DANGERS = ['suicidal', 'overdose', 'psychosis', 'withdrawal', 'violence', 'child_in_danger', 'very_ill'];
/** By kind: the steps at which something is still to be done. */
const LEFT_OPEN: { readonly [kind: string]: readonly string[] } = {
  alert: ['open'],
  plan: ['open'],
  aftercare: ['open'],
  vocational_training: ['interested', 'selection', 'waiting', 'enrolled', 'attending'],
  referral: ['drafted', 'consented', 'sent', 'received', 'waitlisted', 'accepted', 'assessed', 'in_treatment'],
};

/** Records that are not at their end, as they are listed. */
export const leftOpen = (records: readonly RecordView[]): readonly RecordView[] =>
  records.filter(({ kind, fields }) => LEFT_OPEN[kind]?.includes(text(fields, 'status')));

/** No case is closed over a danger that nobody looked after; as the server judges. */
export const hasUnansweredDanger = (records: readonly RecordView[]): boolean =>
  records.some((one) => isUnanswered(one, records));

/** A sign of danger for which no alert was opened, there or later. */
const isUnanswered = (seen: RecordView, records: readonly RecordView[]): boolean =>
  many(seen.fields, 'red_flags').some((flag) => DANGERS.includes(flag)) &&
  !records.some(
    ({ kind, fields }) =>
      kind === 'alert' && (text(fields, 'source') === seen.id || text(fields, 'opened_on') >= text(seen.fields, 'on')),
  );

/** A client's own word for why her case was closed. */
const CLOSED_REASON: { readonly [reason: string]: string } = { not_continued: 'dropped_out', refused: 'dropped_out' };

export function closingSets(fields: FieldValues): FieldValues {
  const reason = text(fields, 'reason');
  return { status: 'closed', closed_reason: CLOSED_REASON[reason] ?? reason };
}

const FINISHED = 'finished';

/** Closed because she came to the end. */
export const isFinished = ({ fields }: RecordView): boolean =>
  text(fields, 'status') === 'closed' && text(fields, 'closed_reason') === FINISHED;

/** The day on which she did; empty where no closure says it. */
export const finishedOn = (records: readonly RecordView[]): string =>
  text(
    records.find(({ kind, fields }) => kind === 'closure' && text(fields, 'reason') === FINISHED)?.fields ?? {},
    'on',
  );

/** Without its closure a case is open again, unless somebody else closed it or another closure stands. */
export function openAgain(head: RecordView, records: readonly RecordView[]): readonly BesideChange[] {
  const { fields } = head;
  const stays = text(fields, 'status') !== 'closed' || text(fields, 'closed_reason') === 'same_person';
  if (stays || records.some(({ kind }) => kind === 'closure')) return [];
  return [{ record: head, set: { status: stageOf(records), closed_reason: null } }];
}

/** Where the accompaniment stands, as the records say; as the server judges. */
export function stageOf(records: readonly RecordView[]): string {
  const ofKind = (name: string): FieldValues[] =>
    records.filter(({ kind }) => kind === name).map(({ fields }) => fields);
  if (withdrawnOn(ofKind('consent').toReversed(), 'participation') !== undefined) return 'registered';
  if (ofKind('aftercare').some((fields) => text(fields, 'status') === 'open')) return 'aftercare';
  return ofKind('plan').length ? 'accompanied' : 'registered';
}
