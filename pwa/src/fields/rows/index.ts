/** A few small groups, one below the other, each of the same `parts`; the first part is a text, and no row stands without it. */

import type { FieldValues, Json } from '../../core/types';
import { isBlank } from '../../ui/blank_text';
import { words } from '../../words';
import { list, within } from '../../words/format';
import type { FieldSpec, FieldWords, Lookups } from '../field_spec';
import { type FieldTypeRules, fieldTypeOf } from '../field_types';
import { isGiven, text } from '../field_values';
import { sayValue } from '../say_value';

declare module '../field_spec' {
  interface FieldTypes {
    rows: true;
  }
}

export const rowsOf = (value: Json | undefined): readonly FieldValues[] =>
  Array.isArray(value)
    ? value.filter((one): one is FieldValues => typeof one === 'object' && one !== null && !Array.isArray(one))
    : [];

/** How a part of a row is called among the kind's words. */
export const partName = (spec: FieldSpec, part: FieldSpec): string => `${spec.name}.${part.name}`;

export const fieldType: FieldTypeRules = {
  say: (value, spec, words, lookups) =>
    rowsOf(value).length
      ? rowsOf(value)
          .map((row) => sayRow(row, spec, words, lookups))
          .join('\n')
      : undefined,
  check: (value, spec) => {
    const [first] = spec.parts ?? [];
    for (const [at, row] of rowsOf(value).entries()) {
      if (first && isBlank(text(row, first.name))) return words.faults.row(at + 1);
      for (const part of spec.parts ?? []) {
        const wrong = isGiven(row, part.name) && fieldTypeOf(part.type).check?.(row[part.name] ?? null, part);
        if (wrong) return wrong;
      }
    }
    return undefined;
  },
};

/** Its text, then what else is given in brackets. */
function sayRow(row: FieldValues, spec: FieldSpec, words: FieldWords, lookups: Lookups): string {
  const [first, ...others] = spec.parts ?? [];
  const said = (part: FieldSpec, value: Json): string =>
    fieldTypeOf(part.type).say?.(value, part, words, lookups) ??
    within(sayValue(value, words.options[partName(spec, part)]));
  const beside = others.filter((part) => isGiven(row, part.name)).map((part) => said(part, row[part.name] ?? null));
  return [text(row, first?.name ?? ''), beside.length ? `(${list(beside)})` : ''].filter(Boolean).join(' ');
}
