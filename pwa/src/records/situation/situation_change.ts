/** Which point of the journey is next, and what changed since the first one. Pure. */
import type { FieldValues, RecordView } from '../../core/types';
import { text } from '../../fields/field_values';
import { addDays } from '../../words/format';
import { journeyPolicy } from '../journey_policy';
import { newestFirst } from '../record_order';

export const COMPARED = ['work', 'school', 'housing', 'family', 'legal'] as const;

const situations = (records: readonly RecordView[]): RecordView[] =>
  newestFirst(records.filter(({ kind }) => kind === 'situation'));

/** The point that fits this day: of the newest plan, from its start until half a year after its end. */
export function pointOn(records: readonly RecordView[], today: string): string {
  const plan = newestFirst(records.filter(({ kind }) => kind === 'plan'))[0]?.fields ?? {};
  const asked = situations(records).map(({ fields }) => text(fields, 'point'));
  if (text(plan, 'status') !== 'finished') return asked.includes('start') ? 'mid' : 'start';
  const ended = text(plan, 'ends_on');
  const reached = Object.entries(journeyPolicy.days_after_end).filter(([, days]) => addDays(ended, days) <= today);
  return reached.at(-1)?.[0] ?? 'end';
}

export interface SituationChange {
  readonly field: (typeof COMPARED)[number];
  readonly before: string;
  readonly now: string;
}

/** What is known now beside what was known first; `before` is empty where it was never said. */
export function changeOf(records: readonly RecordView[]): {
  readonly newest: RecordView | undefined;
  readonly since: string;
  readonly changes: readonly SituationChange[];
} {
  const all = situations(records);
  const first: FieldValues = all.at(-1)?.fields ?? {};
  const said = (field: string): string => all.map(({ fields }) => text(fields, field)).find(Boolean) ?? '';
  return {
    newest: all[0],
    since: text(first, 'on'),
    changes: COMPARED.map((field) => ({ field, before: text(first, field), now: said(field) })).filter(
      ({ now }) => now,
    ),
  };
}
