/** What waits at an office: the late first, then by the day it falls due. Pure. */

import type { Lookups } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import { type DueTask, tasksOf } from '../../records/tasks';
import type { ToldRecord } from './told_records';

export interface InboxEntry {
  readonly record: ToldRecord;
  /** What the office is asked to do about it; undefined: nothing at the moment. */
  readonly due: DueTask | undefined;
  readonly late: boolean;
}

const LAST = '9999-12-31';

/** `role`: whose desk it is; `since`: the field with the day on which it came; `code`: of this task alone. */
export function inboxOf(
  kind: string,
  role: string,
  since: string,
  records: readonly ToldRecord[],
  today: string,
  code?: string,
): InboxEntry[] {
  const here = deskLookups(today);
  const rank = ({ late, due, record }: InboxEntry): string =>
    `${late ? 0 : 1} ${due?.on ?? LAST} ${text(record, since)} ${record.id}`;
  return records
    .map((record) => {
      const asked = tasksOf([{ id: record.id, kind, fields: record, at: record.changed_at }], here, undefined, [role]);
      const due = asked.find(({ task }) => code === undefined || task.code === code);
      return { record, due, late: Boolean(due?.since && due.since < today) };
    })
    .sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** At a desk there is no book: names behind ids are not known, and nothing is chosen from them. */
export const deskLookups = (today: string): Lookups => ({
  today,
  timezone: 'Asia/Jakarta',
  me: '',
  agent: (id) => id,
  partner: (id) => id,
  village: (code) => code,
  partners: [],
  villages: [],
  unit: (id) => id,
  units: [],
});
