import vectors from '@vectors/months.json';
import { expect, test } from 'vitest';
import type { FieldValues, Json } from '../../core/types';
import type { TaskRecord } from '../../records/tasks';
import { countMonth } from './month_counts';

interface Vector {
  readonly about: string;
  readonly month: string;
  readonly today: string;
  readonly zone?: string;
  readonly cases: readonly (readonly { readonly id: string; readonly kind: string; readonly values: FieldValues }[])[];
  readonly measures: readonly (readonly Json[])[];
  readonly people?: readonly (readonly Json[])[];
  readonly left_out: number;
  readonly steps?: { readonly [step: string]: number };
  readonly clients?: number;
  readonly until?: string;
}

const hand = vectors.cases as unknown as readonly Vector[];
const recordsOf = (vector: Vector): TaskRecord[][] =>
  vector.cases.map((one) => one.map(({ id, kind, values }) => ({ id, kind, fields: values, at: '' })));

test.each(hand.map((vector) => [vector.about, vector] as const))('%s', (_, vector) => {
  const cases = recordsOf(vector);
  for (const several of [cases, cases.map((one) => one.toReversed()).toReversed()]) {
    const told = countMonth(several, vector.month, { today: vector.today, timezone: vector.zone ?? 'Asia/Jakarta' });
    const counted = new Map(told.measures.map(({ key, count, of, by }) => [key, [key, count, of, by]]));
    expect(vector.measures.map(([key]) => counted.get(String(key)))).toEqual(vector.measures);
    for (const [key, ...people] of vector.people ?? []) {
      const found = told.measures.find((one) => one.key === key)?.people;
      expect([found?.whole, found?.parts, found?.rest]).toEqual(people);
    }
    expect(told).toMatchObject({
      left_out: vector.left_out,
      steps: vector.steps ?? told.steps,
      clients: vector.clients ?? told.clients,
      until: vector.until ?? told.until,
    });
  }
});
