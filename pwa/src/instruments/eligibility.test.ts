// The cases worked by hand are judged on the phone as on the server.
import vectors from '@vectors/eligibility.json';
import { describe, expect, it } from 'vitest';
import type { InstrumentDefinition, SheetAnswers } from './definition.ts';
import { type BesideSheet, definitionOf, policyOf, score } from './index.ts';

type Worked = BesideSheet & {
  readonly name: string;
  readonly answers: SheetAnswers;
  readonly rule: number;
  readonly suggestion: string;
  readonly risk: string | null;
  readonly tone: string;
  readonly first_advice?: readonly string[];
};

const assist = definitionOf(vectors.instrument, vectors.version) as InstrumentDefinition;
const worked = vectors.sheets as unknown as readonly Worked[];

describe('a case worked by hand', () => {
  it.each(worked)(
    'is judged as worked: $name',
    ({ answers, rule, suggestion, risk, tone, first_advice, ...beside }) => {
      const { outcome } = score(assist, answers, beside, policyOf(vectors.policy));
      expect(outcome).toMatchObject({ rule, suggestion, risk, tone });
      if (first_advice) expect(outcome.advice[0]).toEqual(first_advice);
    },
  );
});
