/** From a whole interview to the fields of a screening. Pure. */
import type { Fields, Json, Shown } from '../../core/types';
import { type Answers, type Beside, type Definition, score } from '../../instruments';
import { many, text } from '../field_values';

/** The danger signs of the last visit weigh in the suggestion, as the policy says. */
export function dangerSigns(records: readonly Shown[]): readonly string[] {
  const last = records
    .filter((record) => record.kind === 'visit')
    .reduce<Shown | undefined>(
      (best, one) => (best && text(best.fields, 'on') >= text(one.fields, 'on') ? best : one),
      undefined,
    );
  return last ? many(last.fields, 'red_flags') : [];
}

export function fieldsOf(definition: Definition, answers: Answers, beside: Beside): Fields {
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
