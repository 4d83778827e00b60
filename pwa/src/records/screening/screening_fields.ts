/** From a whole interview, and what was seen beside it, to the fields of a screening. Pure. */
import type { FieldValues, Json } from '../../core/types';
import { many, text, whole } from '../../fields/field_values';
import { definitionOf, type InstrumentDefinition, policyOf, type SheetAnswers, score } from '../../instruments';
import { type Sheet, sheetOf } from '../../instruments/engine';

/** What the record itself says beside its sheet, as the policy weighs it. */
export const besideOf = (fields: FieldValues) => ({
  red_flags: many(fields, 'red_flags'),
  care_needs: many(fields, 'care_needs'),
  age_band: text(fields, 'age_band') || null,
});

/** What the interview asked; no sheet, nothing. */
export function sheetFields(definition: InstrumentDefinition, answers: SheetAnswers): FieldValues {
  return { instrument: definition.name, version: definition.version, answers: answers as Json };
}

/** The interview as it was saved, under the version it was given under; undefined where this app does not carry that. */
export function sheetGiven(fields: FieldValues): Sheet | undefined {
  const definition = definitionOf(text(fields, 'instrument'), text(fields, 'version'));
  const answers = fields['answers'] as SheetAnswers | null | undefined;
  return definition && answers ? sheetOf(definition, answers) : undefined;
}

/** What follows from the sheet and the signs beside it, under the record's own policy or the current one. */
export function judgedFields(fields: FieldValues): FieldValues {
  const sheet = sheetGiven(fields);
  const policy = policyOf(text(fields, 'policy') || undefined);
  if (!sheet || !policy) return {};
  const { scores, injecting, outcome } = score(sheet.definition, sheet.answers, besideOf(fields), policy);
  return {
    scores: scores as unknown as Json,
    headline: outcome.risk,
    injecting,
    policy: outcome.version,
    suggestion: outcome.suggestion,
    rule: outcome.rule,
  };
}

/** Every substance was answered with no. */
export const neverUsed = (fields: FieldValues): boolean => {
  const first = (fields['answers'] as { q1?: { [topic: string]: unknown } } | null | undefined)?.q1;
  return first !== undefined && Object.values(first).every((used) => used === false);
};

/** The number of the rule that spoke when it was written down; of an older app's record, the first that says the same. */
export function ruleSpoken(fields: FieldValues): number | undefined {
  const suggested = text(fields, 'suggestion');
  const rules = policyOf(text(fields, 'policy') || undefined)?.rules ?? [];
  return whole(fields, 'rule') ?? rules.find((rule) => rule.suggest === suggested)?.number;
}
