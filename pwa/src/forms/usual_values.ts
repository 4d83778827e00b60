/** What stands in a new form before she says anything. Pure. */
import type { FieldValues, Json } from '../core/types';
import type { FieldSpec, Lookups } from '../fields/field_spec';
import { text } from '../fields/field_values';
import type { CaseContext, RecordKind } from './record_kind';

export function usualValues(kind: RecordKind, lookups: Lookups, { head, records }: CaseContext): FieldValues {
  const last = records.find((record) => record.kind === kind.kind)?.fields ?? {};
  return Object.fromEntries(
    kind.fields.flatMap((spec) => {
      const value = lastAnswer(spec, last) ?? spec.default?.(lookups, head, records);
      return value === undefined ? [] : [[spec.name, value]];
    }),
  );
}

/** One that a newer app gave and this one cannot is not offered. */
function lastAnswer(spec: FieldSpec, last: FieldValues): Json | undefined {
  const value = spec.repeatsLast ? text(last, spec.name) : '';
  return value && spec.options?.includes(value) ? value : undefined;
}
