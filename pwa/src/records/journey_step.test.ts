import vectors from '@vectors/journey.json';
import { expect, test } from 'vitest';
import type { FieldValues } from '../core/types';
import { stepNow } from './journey_step';
import { sampleLookups } from './sample_records';

interface StepVector {
  readonly about: string;
  readonly records: readonly { readonly id: string; readonly kind: string; readonly values: FieldValues }[];
  readonly step: string | null;
}

const hand = vectors.cases as unknown as readonly StepVector[];

test.each(hand.map((vector) => [vector.about, vector] as const))('%s', (_, { records, step }) => {
  const said = records.map(({ id, kind, values }) => ({ id, kind, fields: values, at: '' }));
  for (const several of [said, said.toReversed()])
    expect(stepNow(several, { ...sampleLookups, today: vectors.today }) ?? null).toBe(step);
});
