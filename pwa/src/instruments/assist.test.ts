// The sheets worked by hand hold on the phone too; the server runs the same ones.
import sentences from '@instruments/sentences.json';
import vectors from '@vectors/assist.json';
import { describe, expect, it } from 'vitest';
import type { InstrumentDefinition, SheetAnswers } from './definition.ts';
import { faults, sheetOf } from './engine.ts';
import { definitionOf, faultsOf, policyOf, score } from './index.ts';

type Worked = {
  readonly name: string;
  readonly answers: SheetAnswers;
  readonly red_flags?: readonly string[];
  readonly result?: object;
  readonly faults: readonly string[];
};

const worked = vectors.sheets as readonly Worked[];
const assist = definitionOf(vectors.instrument, vectors.version) as InstrumentDefinition;
const policy = policyOf(vectors.policy);

/** As the vectors write it. */
function told(definition: InstrumentDefinition, answers: SheetAnswers, red_flags: readonly string[] = []): object {
  const { scores, injecting, outcome } = score(definition, answers, { red_flags }, policy);
  return { scores, headline: outcome.risk, injecting, policy: outcome.version, suggestion: outcome.suggestion };
}
const scored = worked.filter((sheet) => sheet.result);

/** The definition with one weight off by one. */
function planted(key: string, option: number): InstrumentDefinition {
  const items = assist.items.map((item) =>
    item.key === key
      ? { ...item, weights: item.weights?.map((weight, at) => weight + Number(at === option)) ?? [] }
      : item,
  );
  return { ...assist, items };
}

function asWorked(definition: InstrumentDefinition, { answers, red_flags, result }: Worked): boolean {
  const found = told(definition, answers, red_flags);
  return JSON.stringify({ ...found, ...result }) === JSON.stringify(found);
}

describe('a sheet worked by hand', () => {
  it('stands there at least forty times', () => {
    expect(scored.length).toBeGreaterThanOrEqual(40);
  });

  it.each(scored)('scores as worked: $name', ({ answers, red_flags, result }) => {
    expect(told(assist, answers, red_flags)).toMatchObject({ ...result });
    expect(Object.keys(score(assist, answers).scores)).toHaveLength(
      Object.values(answers['q1'] as Record<string, boolean>).filter((yes) => yes === true).length,
    );
  });

  it.each(worked)('is refused exactly where it is wrong: $name', ({ answers, faults: wrong }) => {
    expect(
      faultsOf(assist, answers)
        .map(([pointer]) => pointer)
        .sort(),
    ).toEqual([...wrong].sort());
  });
});

it('a wrong weight is caught by a sheet worked by hand', () => {
  for (const { key, weights } of assist.items) {
    for (const option of weights?.keys() ?? []) {
      const wrong = planted(key, option);
      expect(scored.every((sheet) => asWorked(wrong, sheet))).toBe(false);
    }
  }
  expect(scored.every((sheet) => asWorked(assist, sheet))).toBe(true);
});

it('what is no object is refused at the top', () => {
  for (const answers of [[], 'q1', 3, null]) {
    expect(faults(sheetOf(assist, answers as unknown as SheetAnswers), sentences)).toEqual([['', sentences.shape]]);
  }
});

it('a name that the language itself knows is a stranger', () => {
  const answers = JSON.parse('{"__proto__": 1, "constructor": 2, "q1": {"toString": true}}') as SheetAnswers;
  const pointers = faultsOf(assist, answers).map(([pointer]) => pointer);
  expect(pointers).toEqual(expect.arrayContaining(['/__proto__', '/constructor', '/q1/toString', '/q1/tobacco']));
});
