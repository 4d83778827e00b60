/** What a year's problems and strategies ask for, and whether it was agreed as an action already. Pure. */
import type { YearPapers } from '../../coaching/year_papers';
import type { FieldValues, RecordView } from '../../core/types';
import { text } from '../../fields/field_values';
import { rowsOf } from '../../fields/rows';

export interface PlannedAction {
  readonly from: 'strategy' | 'problem';
  readonly what: string;
  /** What a form of the action begins with. */
  readonly set: FieldValues;
}

/** Those of which no action was made yet; strategies first, problems by their weight. */
export const plannedActions = ({ swot, problems, actions }: YearPapers): readonly PlannedAction[] => [
  ...(swot ? strategiesOf(swot, actions) : []),
  ...problems
    .filter(({ id, fields }) => fields['status'] === 'open' && !actions.some((one) => one.fields['problem'] === id))
    .map(({ id, fields }) => ({
      from: 'problem' as const,
      what: text(fields, 'what'),
      set: { problem: id, owner: fields['owner'] ?? 'unit' },
    })),
];

const strategiesOf = (swot: RecordView, actions: readonly RecordView[]): readonly PlannedAction[] =>
  rowsOf(swot.fields['strategies'])
    .filter((row) => !actions.some(({ fields }) => fields['swot'] === swot.id && fields['what'] === row['action']))
    .map((row) => ({
      from: 'strategy' as const,
      what: text(row, 'action'),
      set: {
        swot: swot.id,
        what: row['action'] ?? null,
        ...(row['owner'] ? { owner: row['owner'] } : {}),
        ...(row['due'] ? { due: row['due'] } : {}),
      },
    }));
