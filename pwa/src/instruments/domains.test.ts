// Sheets without topics, worked by hand, hold on the phone too; the server runs the same ones.
import sentences from '@instruments/sentences.json';
import vectors from '@vectors/domains.json';
import { describe, expect, it } from 'vitest';
import { definitionFrom, type InstrumentDefinition, type SheetAnswers } from './definition.ts';
import { domainScores } from './domains.ts';
import { faults, sheetOf } from './engine.ts';

type Worked = {
  readonly instrument: string;
  readonly name: string;
  readonly tapped?: string;
  readonly answers?: SheetAnswers;
  readonly minor?: boolean;
  readonly missing?: string;
  readonly result?: object;
  readonly faults?: readonly string[];
};

const worked = vectors.sheets as readonly Worked[];
const files = import.meta.glob('@instruments/*.json', { eager: true, import: 'default' });
const definitions = Object.values(files)
  .filter((file): file is InstrumentDefinition => 'version' in (file as object) && 'name' in (file as object))
  .map(definitionFrom);
const definitionNamed = (name: string): InstrumentDefinition => {
  const found = definitions.find((one) => one.name === name);
  if (!found) throw new RangeError(name);
  return found;
};

/** A sheet written as one line: a sign a question, `-` for one that was left out. */
function spelled(tapped: string): SheetAnswers {
  const value = (sign: string): unknown => (sign === 'Y' ? true : sign === 'N' ? false : Number(sign));
  return Object.fromEntries(
    [...tapped].flatMap((sign, at) => (sign === '-' ? [] : [[`q${at + 1}`, value(sign)] as const])),
  );
}

const sheet = ({ instrument, tapped, answers, minor }: Worked) =>
  sheetOf(definitionNamed(instrument), tapped === undefined ? (answers ?? {}) : spelled(tapped), minor);

describe('a sheet worked by hand', () => {
  it.each(worked.filter(({ result }) => result))('scores as worked: $instrument, $name', (one) => {
    expect(domainScores(sheet(one), one.missing)).toEqual(one.result);
  });

  it.each(worked)('is refused exactly where it is wrong: $instrument, $name', (one) => {
    const found = faults(sheet(one), sentences).map(([pointer]) => pointer);
    expect(found.sort()).toEqual([...(one.faults ?? [])].sort());
  });
});
