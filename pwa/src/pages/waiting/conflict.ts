/** A question between two values, as a person reads it: what, which values, from whom and when. Pure. */

import { same } from '../../core/store/canonical_json';
import type { FieldValues, Id, Json, OpenQuestion } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { fieldLabel, sayField } from '../../fields/say_field';
import { kindOf } from '../../records';
import { words } from '../../words';
import { moment } from '../../words/format';

export interface ConflictValue {
  /** The field, and what goes with it. */
  readonly set: FieldValues;
  readonly words: string;
  readonly whose: string;
}

export interface FieldWriter {
  readonly by: Id;
  readonly at: string;
}

export interface FieldConflict {
  readonly key: string;
  readonly kind: string;
  readonly record: Id;
  readonly client: Id;
  readonly field: string;
  readonly title: string;
  /** What stands there now comes first. */
  readonly values: readonly ConflictValue[];
  /** The losers this screen shows; the answer names them. */
  readonly answers: readonly Id[];
}

/**
 * `writer`: who wrote what stands there, where the server was asked. Else the record's newest author, unless her newest
 * word is the very one that lost here.
 */
export function conflictOf(open: OpenQuestion, alias: string, lookups: Lookups, writer?: FieldWriter): FieldConflict {
  const { record, field, now, asked } = open;
  const kind = kindOf(record.kind);
  const when = (at: string): string => moment(at, lookups.timezone, lookups.today);
  const lost = asked.some((question) => question.by === record.by);
  const wrote = writer ?? (lost || !record.by ? undefined : record);
  const choice = (whose: string, value: Json, by?: Id): ConflictValue => {
    const set = wordOf(open, value, by);
    const said = Object.keys(set).filter((name) => name === field || set[name] !== null);
    const inWords = said.map((name) => (kind ? sayField(kind, name, set[name], lookups) : JSON.stringify(set[name])));
    return { set, words: inWords.join(' · '), whose };
  };
  const values = [
    choice(wrote ? words.ask.now(lookups.agent(wrote.by), when(wrote.at)) : words.ask.stands, now),
    ...asked.map(({ by, at, value, change }) => choice(words.ask.wrote(lookups.agent(by), when(at)), value, change)),
  ];
  return {
    key: `${record.id} ${field}`,
    kind: record.kind,
    record: record.id,
    client: record.feed,
    field,
    title: words.ask.title(kind ? fieldLabel(kind, field) : field, alias),
    values: values.filter(({ set }, place) => values.findIndex((one) => same(one.set, set)) === place),
    answers: asked.map((question) => question.change),
  };
}

/** A value with what goes with it: as the same change would have it, and nothing where it is not asked beside it. */
function wordOf({ record, field }: OpenQuestion, value: Json, by?: Id): FieldValues {
  const { fields, questions } = record;
  const set: { [name: string]: Json } = { [field]: value };
  for (const { name, editedWith, when } of kindOf(record.kind)?.fields ?? []) {
    if (editedWith !== field || !(name in fields || name in questions)) continue;
    const lost = questions[name]?.find(({ change }) => change === by);
    set[name] = when?.({ ...fields, ...set }) === false ? null : (lost ?? { value: fields[name] ?? null }).value;
  }
  return set;
}
