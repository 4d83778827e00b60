import vectors from '@vectors/rules.json';
import { expect, test } from 'vitest';
import type { FieldValues } from '../core/types';
import { declaredKinds } from './declared_kinds';
import { brokenRules, type DeclaredRule, dayPlus } from './declared_rules';

interface Vector {
  readonly about: string;
  readonly rule: DeclaredRule;
  readonly after: FieldValues;
  readonly before?: FieldValues;
  readonly head?: FieldValues;
  readonly case?: { readonly [kind: string]: readonly FieldValues[] };
  readonly role?: string;
  readonly broken: readonly (readonly string[])[];
}

test.each((vectors.cases as unknown as Vector[]).map((vector) => [vector.about, vector] as const))(
  '%s',
  (_, vector) => {
    const reading = {
      after: vector.after,
      before: vector.before ?? null,
      head: vector.head ?? {},
      case: vector.case ?? {},
      today: vectors.today,
      ...(vector.role ? { role: vector.role } : {}),
    };
    expect(brokenRules([vector.rule], reading).map((one) => one.fields)).toEqual(vector.broken);
  },
);

test('every rule the server declares is known here', () => {
  const known = new Set((vectors.cases as unknown as Vector[]).map((vector) => vector.rule.rule));
  const declared = Object.values(declaredKinds).flatMap((kind) => kind?.rules ?? []);
  expect(declared.filter((rule) => !known.has(rule.rule))).toEqual([]);
});

test('a day moves over the ends of months and years', () => {
  expect([dayPlus('2026-12-31', 1), dayPlus('2028-03-01', -1), dayPlus('0001-01-02', -9)]).toEqual([
    '2027-01-01',
    '2028-02-29',
    '0001-01-01',
  ]);
});
