/** An appointment on another day: what is saved, and what is wrong with it, judged like any edit of its record. Pure. */
import type { Casebook, FieldValues, Id, RecordView } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import { AMEND_REASON, formFaults, formResult } from '../../forms/form_result';
import { kindOf } from '../../records';
import { type ClientCase, caseOf } from '../../records/caseload';
import { stepsOf } from '../../records/next_steps';
import { reasonFault } from '../../ui/text_room';
import { words } from '../../words';

export interface Appointment {
  readonly record: RecordView;
  /** The field that holds its day. */
  readonly field: string;
  readonly what: string;
  readonly one: ClientCase;
}

/** The appointment that a record stands for, where it is still ahead or was missed. */
export function appointmentOf(book: Casebook, id: Id, lookups: Lookups): Appointment | undefined {
  const record = book.get(id);
  const one = record && caseOf(book, record.feed);
  const step = one && stepsOf(one, lookups).find((step) => step.record === id && step.moves);
  return record && one && step?.moves ? { record, field: step.moves, what: step.what, one } : undefined;
}

export interface MovedDay {
  readonly set: FieldValues;
  /** By `day` and `reason`. */
  readonly faults: ReadonlyMap<string, string>;
}

export function movedDay(appointment: Appointment, day: string | null, reason: string, lookups: Lookups): MovedDay {
  const { record, field, one } = appointment;
  const kind = kindOf(record.kind);
  const faults = new Map<string, string>();
  if (!day || day === text(record.fields, field)) faults.set('day', words.move.sameDay);
  else if (day < lookups.today) faults.set('day', words.move.past);
  const silent = reasonFault(reason);
  if (silent) faults.set('reason', silent);
  if (!kind || !day) return { set: {}, faults };
  const result = formResult(kind, { ...record.fields, [field]: day }, record.fields, reason);
  const context = { head: one.head.fields, records: one.records };
  for (const fault of formFaults(kind, result, record.fields, context, lookups)) {
    const place = fault.fields.includes(AMEND_REASON) ? 'reason' : 'day';
    if (!faults.has(place)) faults.set(place, fault.detail);
  }
  return { set: { [field]: day, [AMEND_REASON]: reason.trim() }, faults };
}
