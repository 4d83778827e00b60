/** What the form of a paper for areas asks, and what is sent of it. Pure. */
import type { FieldValues, Json } from '../../core/types';
import type { FieldSet, FieldSpec } from '../../fields/field_spec';
import { fieldTypeOf } from '../../fields/field_types';
import { isGiven, many } from '../../fields/field_values';
import type { OfferedArea } from './told_papers';
import { words as w } from './words.id';

/** Neither asked nor sent here: what a phone works out, and pages, which it sends apart. */
const ELSEWHERE = ['computed', 'pages'];

/** These fields, and for which areas: a long list, which stands last of what is not folded. */
export function withAreas({ fields, words }: FieldSet, areas: readonly OfferedArea[]): FieldSet {
  const codes = areas.map(({ code }) => code);
  const regions: FieldSpec = { name: 'regions', type: 'many', required: true, wrap: true, options: codes };
  return {
    fields: [...fields.filter(({ type }) => !ELSEWHERE.includes(type)), regions],
    words: {
      ...words,
      fields: { ...words.fields, regions: w.regions },
      hints: { ...words.hints, regions: w.regionsHint, note: w.readers },
      options: { ...words.options, regions: Object.fromEntries(areas.map(({ code, name }) => [code, name])) },
    },
  };
}

/** With those that a paper names besides. */
export const areasNamed = (areas: readonly OfferedArea[], values: FieldValues): readonly OfferedArea[] => {
  const names = many(values, 'region_names');
  const named = many(values, 'regions').map((code, at) => ({ code, name: names[at] ?? code }));
  return [...areas, ...named.filter(({ code }) => !areas.some((one) => one.code === code))];
};

/** {field: its sentence}, of what is not even a paper yet. */
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
export function paperText({ fields }: FieldSet, values: FieldValues): Json {
  const names = [...fields.map(({ name }) => name), 'renews', 'voided_because'].filter((name) => isGiven(values, name));
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}
