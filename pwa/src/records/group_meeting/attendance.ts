/** Who of her clients was in a group: kept by the form, written into each client's own case, never into the group's record. Pure. */
import type { Casebook, FieldValues, Id, Json } from '../../core/types';
import type { SavedAlongside } from '../../forms/record_kind';
import { type ClientCase, casesOf } from '../caseload';
import { consentsInForce } from '../consent/consent_status';
import { openPlan } from '../plan/plan_progress';

export type Attendance = { readonly [client: Id]: string };

export const attendanceOf = (extra: Json): Attendance =>
  typeof extra === 'object' && extra !== null && !Array.isArray(extra) ? (extra as Attendance) : {};

/** Those whose plan runs and who agreed to take part. */
export const groupClients = (book: Casebook): readonly ClientCase[] =>
  casesOf(book).filter(
    ({ open, records }) => open && openPlan(records) && consentsInForce(records).has('participation'),
  );

export const headsOf = (attendance: Attendance): number =>
  Object.values(attendance).filter((attended) => attended !== 'absent').length;

/** One meeting for each who was asked for, in her own case. */
export function groupMeetings(made: Id, fields: FieldValues, extra: Json, book: Casebook): readonly SavedAlongside[] {
  const attendance = attendanceOf(extra);
  return groupClients(book)
    .filter(({ id }) => attendance[id])
    .map(({ id, records }) => ({
      kind: 'meeting',
      feed: id,
      set: {
        on: fields['on'] ?? null,
        plan: openPlan(records)?.id ?? null,
        form: 'group',
        group: made,
        attended: attendance[id] ?? null,
        theme: fields['theme'] ?? null,
      },
    }));
}
