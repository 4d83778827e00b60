/** How far a plan came: the meetings that took place, of those that were planned. Pure. */
import type { RecordView } from '../../core/types';
import { text, whole } from '../../fields/field_values';
import { isWithdrawn } from '../consent/consent_status';
import { newestFirst } from '../record_order';

const HELD = ['came', 'late'];

/** The plan that stands open, whatever she agrees to now. */
export const openPlan = (records: readonly RecordView[]): RecordView | undefined =>
  newestFirst(records).find((record) => record.kind === 'plan' && text(record.fields, 'status') === 'open');

export interface PlanProgress {
  readonly plan: RecordView;
  readonly done: number;
  readonly of: number;
  /** She takes part no more: the plan waits to be closed. */
  readonly stopped: boolean;
}

/** Of the open plan, else of the newest one. */
export function planProgress(records: readonly RecordView[]): PlanProgress | undefined {
  const plan = openPlan(records) ?? newestFirst(records).find((record) => record.kind === 'plan');
  if (!plan) return undefined;
  const held = records.filter(
    ({ kind, fields }) =>
      kind === 'meeting' && text(fields, 'plan') === plan.id && HELD.includes(text(fields, 'attended')),
  );
  return {
    plan,
    done: held.length,
    of: whole(plan.fields, 'meetings_planned') ?? 0,
    stopped: text(plan.fields, 'status') === 'open' && isWithdrawn(records, 'participation'),
  };
}
