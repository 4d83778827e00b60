/** A question between two values, as a person reads it: what, which values, from whom and when. Pure. */

import { same } from '../../core/store/canonical_json';
import type { Id, Json, OpenQuestion } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { fieldLabel, sayField } from '../../fields/say_field';
import { kindOf } from '../../records';
import { words } from '../../words';
import { moment } from '../../words/format';

export interface ConflictValue {
  readonly value: Json;
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
  const inWords = (value: Json): string => (kind ? sayField(kind, field, value, lookups) : JSON.stringify(value));
  const when = (at: string): string => moment(at, lookups.timezone, lookups.today);
  const lost = asked.some((question) => question.by === record.by);
  const wrote = writer ?? (lost || !record.by ? undefined : record);
  const first: ConflictValue = {
    value: now,
    words: inWords(now),
    whose: wrote ? words.ask.now(lookups.agent(wrote.by), when(wrote.at)) : words.ask.stands,
  };
  const others = asked
    .filter(
      (question, place) =>
        !same(question.value, now) && asked.findIndex((one) => same(one.value, question.value)) === place,
    )
    .map((question) => ({
      value: question.value,
      words: inWords(question.value),
      whose: words.ask.wrote(lookups.agent(question.by), when(question.at)),
    }));
  return {
    key: `${record.id} ${field}`,
    kind: record.kind,
    record: record.id,
    client: record.feed,
    field,
    title: words.ask.title(kind ? fieldLabel(kind, field) : field, alias),
    values: [first, ...others],
    answers: asked.map((question) => question.change),
  };
}
