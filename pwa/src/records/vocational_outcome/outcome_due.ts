/** Which training is asked about next, and at which of its points. Pure. */
import type { RecordView } from '../../core/types';
import { text } from '../../fields/field_values';
import { addDays } from '../../words/format';
import { journeyPolicy } from '../journey_policy';

export interface OutcomeDue {
  readonly training: RecordView;
  readonly point: string;
  readonly on: string;
}

const POINTS = ['m1', 'm3', 'm6'];
/** Of a course whose end nobody wrote down nothing falls due; it may be told all the same. */
const UNKNOWN = '9999-01-01';
const ENDED = ['finished', 'dropped_out'];

/** Those that are over. */
export const endedTrainings = (records: readonly RecordView[]): readonly RecordView[] =>
  records.filter(({ kind, fields }) => kind === 'vocational_training' && ENDED.includes(text(fields, 'status')));

/** Points of which nothing was said, the earliest first. */
export function outcomesDue(records: readonly RecordView[]): readonly OutcomeDue[] {
  const said = records.filter(({ kind }) => kind === 'vocational_outcome');
  return endedTrainings(records)
    .flatMap((training) =>
      POINTS.filter(
        (point) =>
          !said.some(({ fields }) => text(fields, 'training') === training.id && text(fields, 'point') === point),
      ).map((point) => ({
        training,
        point,
        on: addDays(text(training.fields, 'ends_on') || UNKNOWN, journeyPolicy.days_after_end[point] ?? 0),
      })),
    )
    .sort((one, other) => one.on.localeCompare(other.on));
}

/** The one to ask about now: the latest that is due, since an earlier one was let pass; else the next. */
export function outcomeToAsk(records: readonly RecordView[], today: string): OutcomeDue | undefined {
  const due = outcomesDue(records);
  return due.filter(({ on }) => on <= today).at(-1) ?? due[0];
}
