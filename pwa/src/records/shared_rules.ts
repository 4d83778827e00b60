/** What is wrong with a record before it is sent: its shape, the rules the server declares, and the kind's own. Pure. */
import sentences from '@sentences';
import type { FieldValues } from '../core/types';
import { language, words } from '../words';
import { declaredKinds } from './declared_kinds';
import { brokenRules, type RuleInput } from './declared_rules';
import { isGiven } from './field_values';
import type { CaseContext, FieldFault, FieldSpec, Lookups, RecordKind } from './kind';

/** Whether a field is asked where these values stand. */
export const isAsked = (spec: FieldSpec, fields: FieldValues): boolean =>
  spec.type !== 'computed' && (spec.when?.(fields) ?? true);

/** What every kind asks: required fields given, texts and numbers within their bounds. */
export function shapeFaults(kind: RecordKind, fields: FieldValues): FieldFault[] {
  return kind.fields.filter((spec) => isAsked(spec, fields)).flatMap((spec) => shapeOf(spec, fields));
}

function shapeOf(spec: FieldSpec, fields: FieldValues): FieldFault[] {
  const fault = (detail: string): FieldFault[] => [{ fields: [spec.name], detail }];
  if (!isGiven(fields, spec.name)) return spec.required ? fault(words.faults.missing) : [];
  const value = fields[spec.name];
  if (spec.type === 'number' && !(typeof value === 'number' && value >= 0 && value <= (spec.max ?? Infinity)))
    return fault(words.faults.number(spec.max ?? 0));
  if (typeof value === 'string' && spec.max && spec.type !== 'number' && [...value].length > spec.max)
    return fault(words.faults.long(spec.max));
  return [];
}

const said: { readonly [code: string]: { readonly [language: string]: string } } = sentences;

/** A rule's sentence in the page's language; Indonesian where that has none. */
const ruleSentence = (code: string): string => said[code]?.[language] ?? said[code]?.['id'] ?? words.faults.missing;

/** The rules that are data, judged as the server judges. */
export function ruleFaults(
  kind: RecordKind,
  fields: FieldValues,
  before: FieldValues | null,
  { head, records }: CaseContext,
  today: string,
): FieldFault[] {
  const around: { [kind: string]: FieldValues[] } = {};
  for (const { kind: name, fields: known } of records) around[name] = [...(around[name] ?? []), known];
  const reading: RuleInput = {
    after: fields,
    before,
    head,
    case: around,
    today,
  };
  return brokenRules(declaredKinds[kind.kind]?.rules ?? [], reading)
    .filter((one) => !one.soft)
    .map((one) => ({ fields: one.fields, detail: ruleSentence(one.code) }));
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
    ...shapeFaults(kind, fields),
    ...ruleFaults(kind, fields, before, caseContext, lookups.today),
    ...(kind.check?.(fields, before, lookups, caseContext) ?? []),
  ];
}

/** What is wrong with what a form would send: an edit answers only for the fields it sets. */
export function faultsOfEdit(
  faults: readonly FieldFault[],
  set: FieldValues,
  creating: boolean,
): readonly FieldFault[] {
  return creating ? faults : faults.filter((fault) => fault.fields.some((name) => name in set));
}
