/** What looks in a text at a desk like a NIK, a phone number or an address: asked before it is kept, as in every record. Pure. */
import type { FieldValues } from '../../core/types';
import { declaredKinds } from '../../forms/declared_kinds';
import { brokenRules } from '../../forms/declared_rules';
import { ruleSentence } from '../../forms/record_faults';

/** The questions are the same for all kinds, but for the texts that they are about. */
const QUESTIONS = (declaredKinds['visit']?.rules ?? []).filter(({ soft }) => soft);

export function textsAsked(after: FieldValues, fields: readonly string[]): readonly string[] {
  const rules = QUESTIONS.map((rule) => ({ ...rule, fields }));
  const reading = { after, before: null, head: {}, case: {}, today: '', direct: false };
  return brokenRules(rules, reading).map(({ code }) => ruleSentence(code));
}
