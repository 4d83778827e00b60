/** Reads values out of a record's fields by their shape; what has another shape counts as not given. Pure. */
import type { FieldValues } from '../core/types';
import { isBlank } from '../ui/blank_text';

export function text(fields: FieldValues, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

export function many(fields: FieldValues, name: string): readonly string[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export function whole(fields: FieldValues, name: string): number | null {
  const value = fields[name];
  return typeof value === 'number' ? value : null;
}

export function yes(fields: FieldValues, name: string): boolean {
  return fields[name] === true;
}

/** Absent and `null` are the same: not given; so is a text of which nobody sees anything, and an empty list. */
export function isGiven(fields: FieldValues, name: string): boolean {
  const value = fields[name];
  return (
    value !== undefined &&
    value !== null &&
    !(typeof value === 'string' && isBlank(value)) &&
    !(Array.isArray(value) && value.length === 0)
  );
}
