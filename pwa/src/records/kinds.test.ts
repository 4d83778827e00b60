import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kinds } from '.';
import type { FieldSpec } from './kind';

interface Shape {
  enum?: string[];
  maxLength?: number;
  maximum?: number;
  type?: string;
  items?: Shape;
  anyOf?: Shape[];
  required?: string[];
  properties?: Record<string, Shape>;
}
const file = new URL('../../../api/openapi.json', import.meta.url);
const api = JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: Record<string, Shape> } };

const MECHANISM = ['id', 'client', 'amended_because', 'voided_because', 'questions'];
const shapeName = (kind: string): string =>
  kind.replace(/(^|_)(\w)/g, (_all, _gap, letter: string) => letter.toUpperCase());
const written = (kind: string): Record<string, Shape> =>
  api.components.schemas[`${shapeName(kind)}Write`]?.properties ?? {};
const given = (shape: Shape | undefined): Shape => shape?.anyOf?.find((one) => one.type !== 'null') ?? shape ?? {};
const theirs = (shape: Shape | undefined): string[] | undefined => given(shape).enum ?? given(given(shape).items).enum;
const TEXTS = ['text', 'note'];

describe.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (name, kind) => {
  const fields = written(name);
  const spec = (field: string): FieldSpec | undefined => kind.fields.find((one) => one.name === field);

  test('has the server’s fields, all of them and no other', () => {
    const known = Object.keys(fields).filter((field) => !MECHANISM.includes(field));
    expect(kind.fields.map((one) => one.name).sort()).toEqual(known.sort());
  });

  test('offers the values the server takes, and every value has its word', () => {
    for (const one of kind.fields.filter((field) => field.options)) {
      expect([one.name, [...(one.options ?? [])].sort()]).toEqual([
        one.name,
        [...(theirs(fields[one.name]) ?? [])].sort(),
      ]);
      expect(Object.keys(kind.words.options[one.name] ?? {}).sort()).toEqual([...(one.options ?? [])].sort());
    }
  });

  test('every field has a word, every fold a title', () => {
    for (const one of kind.fields) expect(kind.words.fields[one.name], one.name).toBeTruthy();
    for (const one of kind.fields) if (one.fold) expect(kind.words.folds?.[one.fold]).toBeTruthy();
  });

  test('knows what the server’s own file declares: immutable, required and exclusive fields, append-only', () => {
    const source = readFileSync(new URL(`../../../api/records/${name}.py`, import.meta.url), 'utf8');
    const declared = (word: string): string[] => {
      const set = new RegExp(`^    ${word}: ClassVar = frozenset\\(\\{([^}]*)\\}\\)`, 'm').exec(source)?.[1] ?? '';
      return [...set.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? '').sort();
    };
    const mine = (claim: (one: FieldSpec) => boolean | undefined): string[] =>
      kind.fields
        .filter((one) => claim(one))
        .map((one) => one.name)
        .sort();
    expect(mine((one) => one.birth)).toEqual(declared('immutable_fields'));
    expect(mine((one) => one.guarded)).toEqual(declared('exclusive_fields'));
    expect(declared('required_fields').filter((field) => !spec(field)?.required)).toEqual([]);
    expect(source).toContain(`plural: ClassVar = "${kind.plural}"`);
    expect(kind.fact ?? false).toBe(/^ {4}append_only: ClassVar = True/m.test(source));
  });

  test('takes no longer a text and no greater a number than the server', () => {
    for (const [field, shape] of Object.entries(fields)) {
      const one = spec(field);
      if (one && TEXTS.includes(one.type)) expect([field, one.max ?? 2000]).toEqual([field, given(shape).maxLength]);
      if (one?.type === 'number') expect(one.max).toBe(given(shape).maximum);
    }
  });
});

test('answers are offered again only where that is safe: one that is seen at once, and says nothing of her', () => {
  const offered = kinds.flatMap((kind) =>
    kind.fields.filter((one) => one.again).map((one) => [kind.kind, one] as const),
  );
  expect(offered.map(([kind, one]) => `${kind}.${one.name}`)).toEqual(['visit.place']);
  for (const [, one] of offered) expect([one.type, one.fold, one.guarded]).toEqual(['one', undefined, undefined]);
});

test('one kind opens cases, one is quick, and their places differ', () => {
  expect(kinds.filter((kind) => kind.opensCase)).toHaveLength(1);
  expect(kinds.filter((kind) => kind.quick)).toHaveLength(1);
  expect(new Set(kinds.map((kind) => kind.place)).size).toBe(kinds.length);
});

test('no word shames', () => {
  const said = JSON.stringify(kinds.map((kind) => kind.words)).toLocaleLowerCase('id');
  for (const never of ['pecandu', 'pelaku', 'tersangka', 'narapidana', 'pengguna narkoba'])
    expect(said).not.toContain(never);
});
