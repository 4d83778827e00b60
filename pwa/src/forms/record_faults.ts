/** What is wrong with a record before it is sent: its shape, the rules the server declares, and the kind's own. Pure. */
import sentences from '@sentences';
import type { FieldValues, RefusedChange } from '../core/types';
import { shapeFaults } from '../fields/field_shape';
import type { FieldFault, Lookups } from '../fields/field_spec';
import { language, words } from '../words';
import { declaredKinds } from './declared_kinds';
import { brokenRules, type RuleInput } from './declared_rules';
import type { CaseContext, RecordKind } from './record_kind';

const said: { readonly [code: string]: { readonly [language: string]: string } } = sentences;

/** Those of a part that is loaded for some people alone. */
export const learnSentences = (more: typeof said): unknown => Object.assign(said, more);

/** A rule's sentence in the page's language; Indonesian where that has none. */
export const ruleSentence = (code: string): string =>
  said[code]?.[language] ?? said[code]?.['id'] ?? words.faults.missing;

/** What the server said of a refused change, but for the fields that were touched since. */
export const refusalFaults = (mend: RefusedChange | undefined, touched: FieldValues): FieldFault[] =>
  (mend?.problem.errors ?? []).flatMap(({ pointer, detail }) => {
    const name = pointer.split('/').pop() ?? '';
    return name in touched ? [] : [{ fields: [name], detail }];
  });

/** The rules that are data, judged as the server judges what comes from a phone; `soft`: those that only ask. */
export function ruleFaults(
  kind: RecordKind,
  fields: FieldValues,
  before: FieldValues | null,
  { head, records }: CaseContext,
  today: string,
  soft = false,
): FieldFault[] {
  const around: { [kind: string]: FieldValues[] } = {};
  for (const { kind: name, fields: known } of records) around[name] = [...(around[name] ?? []), known];
  const rules = (declaredKinds[kind.kind]?.rules ?? []).filter((rule) => (rule.soft ?? false) === soft);
  const reading: RuleInput = { after: fields, before, head, case: around, today, direct: false };
  return brokenRules(rules, reading).map((one) => ({ fields: one.fields, detail: ruleSentence(one.code) }));
}

/** All of it, each field's most telling first. */
export function recordFaults(
  kind: RecordKind,
  fields: FieldValues,
  before: FieldValues | null,
  caseContext: CaseContext,
  lookups: Lookups,
): FieldFault[] {
  return [
    ...shapeFaults(kind.fields, fields),
    ...ruleFaults(kind, fields, before, caseContext, lookups.today),
    ...(kind.check?.(fields, before, lookups, caseContext) ?? []),
  ];
}
