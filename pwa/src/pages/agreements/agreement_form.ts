/** What an agreement for areas asks, and what is sent of it. Pure. */
import { kind as agreement } from '../../coaching/agreement';
import type { FieldValues, Json } from '../../core/types';
import type { FieldSet, FieldSpec } from '../../fields/field_spec';
import { fieldTypeOf } from '../../fields/field_types';
import { isGiven, many } from '../../fields/field_values';
import type { AgreedArea } from './told_agreements';
import { words as w } from './words.id';

const AREAS: FieldSpec = { name: 'regions', type: 'many', required: true, wrap: true };
const ASKED = agreement.fields.filter(({ type }) => type !== 'computed');

/** An agreement's own fields, and for which areas: a long list, which stands last of what is not folded. */
export function agreementSet(areas: readonly AgreedArea[]): FieldSet {
  const regions = { ...AREAS, options: areas.map(({ code }) => code) };
  const { fields, hints, options, ...words } = agreement.words;
  return {
    fields: [...ASKED, regions],
    words: {
      ...words,
      fields: { ...fields, regions: w.regions },
      hints: { ...hints, regions: w.regionsHint, note: w.readers },
      options: { ...options, regions: Object.fromEntries(areas.map(({ code, name }) => [code, name])) },
    },
  };
}

/** With those that an agreement names besides. */
export const areasNamed = (areas: readonly AgreedArea[], values: FieldValues): readonly AgreedArea[] => {
  const names = many(values, 'region_names');
  const named = many(values, 'regions').map((code, at) => ({ code, name: names[at] ?? code }));
  return [...areas, ...named.filter(({ code }) => !areas.some((one) => one.code === code))];
};

/** {field: its sentence}, of what is not even an agreement yet. */
export function missingIn({ fields }: FieldSet, values: FieldValues): ReadonlyMap<string, string> {
  return new Map(
    fields.flatMap((spec) => {
      const given = isGiven(values, spec.name);
      const wrong = given
        ? fieldTypeOf(spec.type).check?.(values[spec.name] ?? null, spec)
        : spec.required && w.missing;
      return wrong ? [[spec.name, wrong] as const] : [];
    }),
  );
}

/** What is sent: all that is given, and what the form does not ask. */
export function agreementText({ fields }: FieldSet, values: FieldValues): Json {
  const names = [...fields.map(({ name }) => name), 'renews', 'voided_because'].filter((name) => isGiven(values, name));
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

/** A new one in the place of one that ends: from the day after, without number and end. */
export const renewalOf = (before: FieldValues, starts_on: string, today: string): FieldValues => ({
  ...Object.fromEntries(
    Object.entries(before).filter(([name]) => !['id', 'number', 'ends_on', 'renews', 'voided_because'].includes(name)),
  ),
  on: today,
  starts_on,
  renews: before['id'] ?? null,
});
