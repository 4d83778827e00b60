/** Rules that several kinds share, mirroring the server's. Pure. */
import type { FieldValues } from '../core/types';
import { words } from '../words';
import { isGiven, text } from './field_values';
import type { FieldFault, FieldSpec, RecordKind } from './kind';

/** A thing that happened cannot lie in the author's future. */
export function notAfter(fields: FieldValues, name: string, today: string): FieldFault[] {
  return text(fields, name) > today ? [{ fields: [name], detail: words.faults.notYet }] : [];
}

/** The second named day is not before the first. */
export function inOrder(fields: FieldValues, first: string, second: string, detail: string): FieldFault[] {
  const [one, two] = [text(fields, first), text(fields, second)];
  return one && two && two < one ? [{ fields: [second, first], detail }] : [];
}

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

/** What is wrong with what a form would send: an edit answers only for the fields it sets. */
export function faultsOfEdit(
  faults: readonly FieldFault[],
  set: FieldValues,
  creating: boolean,
): readonly FieldFault[] {
  return creating ? faults : faults.filter((fault) => fault.fields.some((name) => name in set));
}
