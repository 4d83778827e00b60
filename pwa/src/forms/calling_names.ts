/**
 * Whether a text calls a client of hers by alias or code: asked before it is saved where everybody in the unit reads it.
 * The server, which knows all of them, refuses. The same as `api/records/calling_names.py`. Pure.
 */

import type { Casebook, FieldValues } from '../core/types';
import type { FieldFault } from '../fields/field_spec';
import { text } from '../fields/field_values';
import { declaredKinds, isPaperKind } from './declared_kinds';
import { textsIn } from './declared_rules';
import { ruleSentence } from './record_faults';
import type { RecordKind } from './record_kind';

const FREE = ['text', 'note', 'rows'];
const LEAST = 3;
const MOST_WORDS = 8;
const MOST_SYMBOLS = 40;

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

function saidIn(text: string): Set<string> {
  const words = wordsOf(text);
  const runs = words.flatMap((_, start) =>
    Array.from({ length: MOST_WORDS }, (_, more) => words.slice(start, start + more + 1).join('')),
  );
  return new Set(runs.filter((run) => [...run].length <= MOST_SYMBOLS));
}

export function callsOne(text: string, names: Iterable<string>): boolean {
  const said = saidIn(text);
  return [...names].map((name) => wordsOf(name).join('')).some((name) => [...name].length >= LEAST && said.has(name));
}

/** What the clients on this phone are called. */
function calledHere(book: Pick<Casebook, 'all'>): string[] {
  return Object.entries(declaredKinds).flatMap(([name, kind]) =>
    (kind?.called_by ?? []).flatMap((field) => book.all(name).map(({ fields }) => text(fields, field))),
  );
}

/** Each free text of a unit’s paper that does, also in a row of a list. */
export function namingQuestions(kind: RecordKind, set: FieldValues, book: Pick<Casebook, 'all'>): FieldFault[] {
  if (!isPaperKind(kind.kind)) return [];
  const names = calledHere(book);
  const calling = kind.fields.filter(
    ({ name, type }) => FREE.includes(type) && textsIn(set[name] ?? null).some((said) => callsOne(said, names)),
  );
  return calling.map(({ name }) => ({ fields: [name], detail: ruleSentence('names_a_client') }));
}
