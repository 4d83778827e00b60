/** From a whole interview to the fields of a screening. Pure. */
import type { FieldValues, Json, RecordView } from '../../core/types';
import { many, text } from '../../fields/field_values';
import { type BesideSheet, type InstrumentDefinition, type SheetAnswers, score } from '../../instruments';

/** The danger signs of the last visit weigh in the suggestion, as the policy says. */
export function dangerSigns(records: readonly RecordView[]): readonly string[] {
  const last = records
    .filter((record) => record.kind === 'visit')
    .reduce<RecordView | undefined>(
      (best, one) => (best && text(best.fields, 'on') >= text(one.fields, 'on') ? best : one),
      undefined,
    );
  return last ? many(last.fields, 'red_flags') : [];
}

export function screeningFields(
  definition: InstrumentDefinition,
  answers: SheetAnswers,
  beside: BesideSheet,
): FieldValues {
  const { scores, injecting, outcome } = score(definition, answers, beside);
  return {
    instrument: definition.name,
    version: definition.version,
    answers: answers as Json,
    scores: scores as unknown as Json,
    headline: outcome.risk,
    injecting,
    policy: outcome.version,
    suggestion: outcome.suggestion,
    decision: outcome.suggestion,
  };
}
