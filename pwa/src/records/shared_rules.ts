/** Rules that several kinds share, mirroring the server's. Pure. */
import type { Fields } from '../core/types';
import { words } from '../words';
import { given, text } from './field_values';
import type { Fault, FieldSpec, Kind } from './kind';

/** A thing that happened cannot lie in the author's future. */
export function notAfter(fields: Fields, name: string, today: string): Fault[] {
  return text(fields, name) > today ? [{ fields: [name], detail: words.faults.notYet }] : [];
}

/** The second named day is not before the first. */
export function inOrder(fields: Fields, first: string, second: string, detail: string): Fault[] {
  const [one, two] = [text(fields, first), text(fields, second)];
  return one && two && two < one ? [{ fields: [second, first], detail }] : [];
}

/** Whether a field is asked where these values stand. */
export const asked = (spec: FieldSpec, fields: Fields): boolean =>
  spec.type !== 'kept' && (spec.when?.(fields) ?? true);

/** What every kind asks: required fields given, texts and numbers within their bounds. */
export function shape(kind: Kind, fields: Fields): Fault[] {
  return kind.fields.filter((spec) => asked(spec, fields)).flatMap((spec) => shapeOf(spec, fields));
}

function shapeOf(spec: FieldSpec, fields: Fields): Fault[] {
  const fault = (detail: string): Fault[] => [{ fields: [spec.name], detail }];
  if (!given(fields, spec.name)) return spec.required ? fault(words.faults.missing) : [];
  const value = fields[spec.name];
  if (spec.type === 'number' && !(typeof value === 'number' && value >= 0 && value <= (spec.max ?? Infinity)))
    return fault(words.faults.number(spec.max ?? 0));
  if (typeof value === 'string' && spec.max && spec.type !== 'number' && [...value].length > spec.max)
    return fault(words.faults.long(spec.max));
  return [];
}

/** What is wrong with what a form would send: an edit answers only for the fields it sets. */
export function binding(faults: readonly Fault[], set: Fields, creating: boolean): readonly Fault[] {
  return creating ? faults : faults.filter((fault) => fault.fields.some((name) => name in set));
}
