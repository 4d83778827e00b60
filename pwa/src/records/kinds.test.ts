import { describe, expect, test } from 'vitest';
import type { FieldValues, Json } from '../core/types';
import { isAsked } from '../fields/field_shape';
import type { FieldSpec } from '../fields/field_spec';
import { declaredKinds, nextSteps } from '../forms/declared_kinds';
import { formResult } from '../forms/form_result';
import { ruleSentence } from '../forms/record_faults';
import { KIND_GROUPS, type RecordKind } from '../forms/record_kind';
import { wholeKinds } from '../forms/whole_kinds';
import '../coaching/coaching_kinds';
import { words } from '../words';
import { groupedKinds, kinds } from '.';
import { sampleLookups, sampleRecord } from './sample_records';

const MECHANISM = ['amended_because', 'voided_because'];
const TEXTS = ['text', 'note'];
const sorted = (names: readonly string[] | undefined): string[] => [...(names ?? [])].sort();

describe.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (name, kind) => {
  const declared = wholeKinds[name];
  const fields = declared?.fields ?? {};
  const spec = (field: string): FieldSpec | undefined => kind.fields.find((one) => one.name === field);
  const named = (claim: (one: FieldSpec) => boolean | undefined): string[] =>
    sorted(kind.fields.filter((one) => claim(one)).map((one) => one.name));

  test('is shipped with the server’s rules, all of them in their order', () => {
    expect(declaredKinds[name]?.rules ?? []).toEqual(declared?.rules ?? []);
  });

  test('has the server’s fields, all of them and no other', () => {
    const known = Object.keys(fields).filter((field) => !MECHANISM.includes(field));
    expect(named(() => true)).toEqual(sorted(known));
  });

  test('offers the values the server takes, and every value has its word', () => {
    for (const one of kind.fields.filter((field) => field.options)) {
      const { options = fields[one.name]?.keys ?? [], retired } = fields[one.name] ?? {};
      const offered = options.filter((value) => !Array.isArray(retired) || !retired.includes(value));
      expect([one.name, sorted(one.options)]).toEqual([one.name, sorted(offered)]);
      expect(sorted(Object.keys(kind.words.options[one.name] ?? {}))).toEqual(sorted(options));
    }
  });

  test('the parts of its rows are the server’s too', () => {
    for (const one of kind.fields.filter((field) => field.parts)) {
      const inside = fields[one.name]?.of?.fields ?? {};
      expect(sorted(one.parts?.map((part) => part.name))).toEqual(sorted(Object.keys(inside)));
      expect(one.max).toBe(fields[one.name]?.most);
      for (const part of one.parts ?? []) {
        const key = `${one.name}.${part.name}`;
        expect(kind.words.fields[key], key).toBeTruthy();
        expect([key, sorted(part.options)]).toEqual([key, sorted(inside[part.name]?.options)]);
        expect(sorted(Object.keys(kind.words.options[key] ?? {}))).toEqual(sorted(part.options));
        if (TEXTS.includes(part.type)) expect([key, part.max]).toEqual([key, inside[part.name]?.most]);
      }
    }
  });

  test('every field has a word, every fold a title', () => {
    for (const one of kind.fields) expect(kind.words.fields[one.name], one.name).toBeTruthy();
    for (const one of kind.fields) if (one.fold) expect(kind.words.folds?.[one.fold]).toBeTruthy();
  });

  test('knows what the server declares: immutable, required and exclusive fields, append-only', () => {
    expect(named((one) => one.immutable)).toEqual(sorted(declared?.immutable_fields));
    expect(named((one) => one.exclusive)).toEqual(sorted(declared?.exclusive_fields));
    expect(sorted(declared?.required_fields).filter((field) => !spec(field)?.required)).toEqual([]);
    expect(kind.plural).toBe(declared?.plural);
    expect(kind.appendOnly ?? false).toBe(declared?.append_only ?? false);
  });

  test('asks with an exclusive field for what must be there beside some of its values, and cannot beside others', () => {
    const binds = (rule: string, field: string, by: string): boolean | undefined =>
      declared?.rules?.some(
        (one) => one.rule === rule && one.fields?.includes(field) && one.when?.some((where) => where.field === by),
      );
    const tied = Object.entries(declared?.tied_fields ?? {});
    const bound = tied.filter(([field, by]) => binds('required', field, by) && binds('forbidden', field, by));
    const asked = bound.filter(([field]) => !spec(field)?.told);
    expect(asked.filter(([field, by]) => spec(field)?.editedWith !== by)).toEqual([]);
  });

  test('offers no day ahead where the server takes none', () => {
    const days = kind.fields.filter(({ type, name }) => type === 'day' && fields[name]?.latest === 0);
    expect(days.filter(({ past }) => !past).map(({ name }) => name)).toEqual([]);
  });

  test('takes no longer a text and no greater a number than the server', () => {
    for (const [field, one] of kind.fields.map((each) => [fields[each.name], each] as const)) {
      if (TEXTS.includes(one.type)) expect([one.name, one.max ?? 2000]).toEqual([one.name, field?.most]);
      if (one.type === 'number') expect(one.max).toBe(field?.max);
    }
  });
});

test('answers are offered again only where that is safe: one that is seen at once, and says nothing of her', () => {
  const offered = kinds.flatMap((kind) =>
    kind.fields.filter((one) => one.repeatsLast).map((one) => [kind.kind, one] as const),
  );
  expect(offered.map(([kind, one]) => `${kind}.${one.name}`)).toEqual(['visit.place']);
  for (const [, one] of offered) expect([one.type, one.fold, one.exclusive]).toEqual(['one', undefined, undefined]);
});

test('one kind opens cases, one is quick, and their places differ', () => {
  expect(kinds.filter((kind) => kind.opensCase)).toHaveLength(1);
  expect(kinds.filter((kind) => kind.quick)).toHaveLength(1);
  expect(new Set(kinds.map((kind) => kind.place)).size).toBe(kinds.length);
});

test('every rule that the phone judges by has its sentence here', () => {
  const codes = Object.values(declaredKinds).flatMap((kind) => kind?.rules?.map(({ code }) => code) ?? []);
  expect(codes.filter((code) => ruleSentence(code) === words.faults.missing && code !== 'required')).toEqual([]);
});

test('no word shames', () => {
  const said = JSON.stringify(kinds.map((kind) => kind.words)).toLocaleLowerCase('id');
  for (const never of ['pecandu', 'pelaku', 'tersangka', 'narapidana', 'pengguna narkoba'])
    expect(said).not.toContain(never);
});

const consented = kinds.flatMap((kind) => {
  const rule = declaredKinds[kind.kind]?.rules?.find((one) => one.rule === 'consented');
  return rule?.layer ? [[kind.kind, kind, rule.layer] as const] : [];
});

test.each(consented)('%s begins with her yes where the server asks for it', (_name, kind, layer) => {
  const act = (of: string, at: string) => sampleRecord('consent', { act: at, on: '2026-11-01', layers: [of] });
  const first = (...acts: ReturnType<typeof act>[]) => kind.blockedBy?.(acts, sampleLookups)?.first;
  expect([first(), first(act('research', 'given')), first(act(layer, 'given'), act(layer, 'withdrawn'))]).toEqual(
    Array(3).fill('consent'),
  );
  expect(first(act(layer, 'given'))).not.toBe('consent');
});

test.each(consented)('%s that came without her yes is kept, and says so', (name, kind, layer) => {
  const act = (at: string, on: string) => sampleRecord('consent', { act: at, on, layers: [layer] });
  const day = declaredKinds[name]?.day ?? '';
  const mark = (...acts: ReturnType<typeof act>[]) =>
    kind.overruled?.(sampleRecord(name, { [day]: '2026-11-10' }), acts);
  expect([
    mark(),
    mark(act('given', '2026-11-11')),
    mark(act('given', '2026-11-01'), act('withdrawn', '2026-11-09')),
  ]).toEqual(Array(3).fill('Tanpa persetujuan'));
  const lacks = (...acts: ReturnType<typeof act>[]) => kind.lacks?.(sampleRecord(name, { [day]: '2026-11-10' }), acts);
  expect([lacks()?.first, lacks(act('given', '2026-11-10'))]).toEqual(['consent', null]);
  const yes = act('given', '2026-11-10');
  expect([mark(yes), mark(yes, act('withdrawn', '2026-11-10'))]).toEqual([undefined, undefined]);
});

test('all that rests on being accompanied or asked is declared to need her yes', () => {
  expect(sorted(consented.map(([name]) => name))).toEqual([
    'aftercare',
    'meeting',
    'plan',
    'quality_of_life',
    'questionnaire',
    'screening',
    'situation',
    'urine_test',
  ]);
});

test('all that is written about somebody is offered once, in groups that are looked through at a glance', () => {
  const offered = KIND_GROUPS.map((group) => groupedKinds(group));
  const written = kinds.filter((kind) => !kind.opensCase && !kind.quick && !declaredKinds[kind.kind]?.feed);
  expect(sorted(offered.flat().map(({ kind }) => kind))).toEqual(sorted(written.map(({ kind }) => kind)));
  expect(offered.filter((group) => group.length === 0 || group.length > 6)).toEqual([]);
});

test('a closed case is offered all but to be closed', () => {
  const offered = (open: boolean): string[] =>
    KIND_GROUPS.flatMap((group) => groupedKinds(group, open).map(({ kind }) => kind));
  expect(offered(true).filter((kind) => !offered(false).includes(kind))).toEqual(['closure']);
});

test('what a note says of itself is not said a second time', () => {
  const notes = kinds.flatMap(({ kind, fields, words }) =>
    fields.filter(({ type }) => type === 'note').map(({ name }) => [`${kind}.${name}`, words.hints?.[name] ?? '']),
  );
  expect(notes.filter(([, hint]) => /\b(nama|nomor|alamat|NIK)\b/i.test(hint ?? ''))).toEqual([]);
});

/** All that can stand in a record at this step, each field with something. */
function fullAt(kind: RecordKind, status: string): FieldValues {
  const options = wholeKinds[kind.kind]?.fields ?? {};
  const whole: { [field: string]: Json } = { status };
  const value = ({ name, type, options: own }: FieldSpec): Json => {
    const word = own?.at(-1) ?? options[name]?.options?.at(-1) ?? 'x';
    return { day: '2026-11-20', number: 1, yes: true, many: [word] }[type as string] ?? word;
  };
  const asked = (spec: FieldSpec): boolean => spec.type === 'computed' || isAsked(spec, whole, unagreed);
  // One field may open the next.
  for (const _ of kind.fields)
    for (const spec of kind.fields) if (!(spec.name in whole) && asked(spec)) whole[spec.name] = value(spec);
  return whole;
}

const unagreed = { ...sampleLookups, partners: [{ value: 'x', label: 'x', agreedUntil: null }] };
/** Corrections, and a day on which nobody needs to look any more. */
const TAKEN_BACK = [
  'vocational_training enrolled waiting',
  'vocational_training finished',
  'unit_action done',
  'alert open',
];

test('a step that is taken takes back nothing that was said at another', () => {
  const erased = kinds.flatMap((kind) =>
    (declaredKinds[kind.kind]?.fields['status']?.options ?? []).flatMap((from) => {
      const before = fullAt(kind, from);
      return nextSteps(kind.kind, 'status', from).flatMap((to) => {
        const { set } = formResult(kind, { ...before, status: to }, before, '');
        return Object.keys(set)
          .filter((name) => set[name] === null)
          .map((name) => [kind.kind, from, to, name].join(' '));
      });
    }),
  );
  expect(erased.filter((one) => !TAKEN_BACK.some((known) => one.startsWith(known)))).toEqual([]);
  expect(erased.length).toBeGreaterThan(0);
});
