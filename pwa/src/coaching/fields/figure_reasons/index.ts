/** Why figures differ from what the records said: a reason for each. */
import type { FieldTypeRules } from '../../../fields/field_types';
import { text } from '../../../fields/field_values';
import { rowsOf } from '../../../fields/rows';

declare module '../../../fields/field_spec' {
  interface FieldTypes {
    figure_reasons: true;
  }
}

export const fieldType: FieldTypeRules = {
  say: (value, _spec, words) =>
    rowsOf(value)
      .map((row) => `${words.fields[text(row, 'figure')] ?? text(row, 'figure')}: ${text(row, 'because')}`)
      .join('\n') || undefined,
};
