// The one engine: which questions a sheet raises, what is wrong with it, what it scores. It names no instrument.
// Relevance has three values: true, false, and null while an answer it depends on is missing or unreadable, so that only
// the root of a fault is reported. `api/instruments/engine.py` is the same in Python.
import {
  type AnswerPlace,
  type AnswerValue,
  bandOf,
  type Condition,
  type FaultSentences,
  type InstrumentDefinition,
  type Item,
  optionsOf,
  type SheetAnswers,
  topicsOf,
  weightsOf,
} from './definition.ts';

export type Relevance = boolean | null;
export type SheetFault = readonly [pointer: string, detail: string];
export type TopicScore = { readonly score: number; readonly band: string };
export type TopicScores = Readonly<Record<string, TopicScore>>;

export type Sheet = {
  readonly definition: InstrumentDefinition;
  readonly answers: SheetAnswers;
  /** Of a child: what is asked of adults alone is not asked. */
  readonly minor: boolean;
  /** What stands there, whatever it is; undefined if nothing does. */
  given(place: AnswerPlace): unknown;
  /** Whether the question is asked there; null while that is open. */
  relevant(place: AnswerPlace): Relevance;
  /** Seen from a question about this topic, or about none. */
  holds(condition: Condition, topic: string | null): Relevance;
  /** Whether an answer stands there that fits and was asked for. */
  counts(place: AnswerPlace): boolean;
};

const RULES: Readonly<Record<string, (weights: readonly number[]) => number>> = {
  sum: (weights) => weights.reduce((sum, weight) => sum + weight, 0),
};

/** A definition and the answers given under it, `{item: answer}` or `{item: {topic: answer}}`. */
export function sheetOf(definition: InstrumentDefinition, answers: SheetAnswers, minor = false): Sheet {
  const places = placesByItem(definition);

  function given({ item, topic }: AnswerPlace): unknown {
    const answer = own(answers, item.key);
    return topic === null ? answer : own(answer, topic);
  }

  function relevant({ item, topic }: AnswerPlace): Relevance {
    if (minor && item.adults) return false;
    return every((item.when ?? []).map((condition) => holds(condition, topic)));
  }

  function holds(condition: Condition, topic: string | null): Relevance {
    const all = places.get(condition.item) ?? [];
    const at = condition.of ?? topic;
    if (all.some((place) => place.topic === null) || at === null)
      return some(all.map((place) => holdsAt(place, condition)));
    const place = all.find((one) => one.topic === at);
    return place ? holdsAt(place, condition) : false;
  }

  /** An optional question without an answer settles it as no. */
  function holdsAt(place: AnswerPlace, condition: Condition): Relevance {
    const asked = relevant(place);
    if (!asked) return asked;
    const answer = given(place);
    if (fits(definition, place.item, answer)) return condition.among.some((value) => value === answer);
    return place.item.required === false ? false : null;
  }

  function counts(place: AnswerPlace): boolean {
    return relevant(place) === true && fits(definition, place.item, given(place));
  }

  return { definition, answers, minor, given, relevant, holds, counts };
}

/** Every place an answer can stand at. */
export function placesOf(definition: InstrumentDefinition): readonly AnswerPlace[] {
  return definition.items.flatMap((item) => topicsOf(definition, item).map((topic) => ({ item, topic })));
}

function placesByItem(definition: InstrumentDefinition): ReadonlyMap<string, readonly AnswerPlace[]> {
  return new Map(
    definition.items.map((item) => [item.key, topicsOf(definition, item).map((topic) => ({ item, topic }))]),
  );
}

/** Of every topic that is scored; what does not belong on the sheet counts nothing. */
export function scores(sheet: Sheet): TopicScores {
  const scored = sheet.definition.topics.list.filter(({ key }) =>
    every(sheet.definition.score.when.map((condition) => sheet.holds(condition, key))),
  );
  return Object.fromEntries(scored.map(({ key }) => [key, scoreOf(sheet, key)]));
}

function scoreOf(sheet: Sheet, topic: string): TopicScore {
  const { rule, items } = sheet.definition.score;
  const places = placesOf(sheet.definition).filter((place) => place.topic === topic && items.includes(place.item.key));
  const weights = places.filter(sheet.counts).map((place) => weightOf(sheet, place));
  const score = RULES[rule]?.(weights);
  if (score === undefined) throw new RangeError(`no rule called ${rule}`);
  return { score, band: bandOf(sheet.definition, topic, score) };
}

/** What the answer there counts. */
export function weightOf(sheet: Sheet, place: AnswerPlace): number {
  const answer = sheet.given(place);
  const at = optionsOf(sheet.definition, place.item).findIndex(({ value }) => value === answer);
  return weightsOf(sheet.definition, place.item)[at] ?? 0;
}

/** The topics of which a sign holds. */
export function topicsWith(sheet: Sheet, name: string): readonly string[] {
  const conditions = sheet.definition.topic_signs?.[name] ?? [];
  return sheet.definition.topics.list
    .map(({ key }) => key)
    .filter((key) => every(conditions.map((condition) => sheet.holds(condition, key))));
}

/** The value of a sign, or null where nothing was asked. */
export function sign(sheet: Sheet, name: string): string | null {
  const signs = sheet.definition.signs[name] ?? [];
  return signs.find(({ when }) => every(when.map((condition) => sheet.holds(condition, null))))?.value ?? null;
}

/** Every [pointer, sentence]; none means the sheet is whole. */
export function faults(sheet: Sheet, sentences: FaultSentences): readonly SheetFault[] {
  const shape = misshapen(sheet, sentences);
  return shape.length ? shape : [...strangers(sheet, sentences), ...unfit(sheet, sentences)];
}

function misshapen({ definition, answers }: Sheet, sentences: FaultSentences): SheetFault[] {
  if (!isRecord(answers)) return [['', sentences.shape]];
  return definition.items
    .filter(({ key, each }) => each && own(answers, key) !== undefined && !isRecord(own(answers, key)))
    .map(({ key }) => [pointerTo([key]), sentences.shape]);
}

function strangers({ definition, answers }: Sheet, sentences: FaultSentences): SheetFault[] {
  return Object.keys(answers).flatMap((key): SheetFault[] => {
    const item = definition.items.find((known) => known.key === key);
    if (!item) return [[pointerTo([key]), sentences.stranger]];
    if (!item.each) return [];
    const topics = topicsOf(definition, item);
    const strange = Object.keys(own(answers, key) ?? {}).filter((topic) => !topics.includes(topic));
    return strange.map((topic) => [pointerTo([key, topic]), strangerTopic(definition, topic, sentences)]);
  });
}

/** Unknown altogether, or only not asked here. */
function strangerTopic({ topics }: InstrumentDefinition, key: string, sentences: FaultSentences): string {
  const known = topics.list.find((topic) => topic.key === key);
  return known
    ? sentences.skipped.replaceAll('{topic}', known.label)
    : sentences.stranger_topic.replaceAll('{label}', topics.label);
}

function unfit(sheet: Sheet, sentences: FaultSentences): SheetFault[] {
  return placesOf(sheet.definition).flatMap((place): SheetFault[] => {
    const fault = faultAt(sheet, place, sentences);
    return fault === null
      ? []
      : [[pointerTo(place.topic === null ? [place.item.key] : [place.item.key, place.topic]), fault]];
  });
}

function faultAt(sheet: Sheet, place: AnswerPlace, sentences: FaultSentences): string | null {
  const relevant = sheet.relevant(place);
  const answer = sheet.given(place);
  if (answer === undefined) return relevant && place.item.required !== false ? sentences.missing : null;
  if (relevant === false) return impossible(sheet, place, sentences);
  return fits(sheet.definition, place.item, answer) ? null : complaint(place.item, sentences);
}

/** Why the question does not arise there, by our own name of the topic: a fault never quotes an answer. */
function impossible(sheet: Sheet, { item, topic }: AnswerPlace, sentences: FaultSentences): string {
  if (item.adults && sheet.minor) return sentences.adults;
  const failed = item.when?.find((condition) => sheet.holds(condition, topic) === false);
  const { name, list } = sheet.definition.topics;
  const label = list.find(({ key }) => key === topic)?.label ?? '';
  return (failed?.else ?? sentences.impossible).replaceAll(`{${name}}`, label);
}

const complaint = ({ text }: Item, sentences: FaultSentences): string =>
  text ? sentences.text.replaceAll('{most}', String(text.most)) : sentences.option;

/** Whether an answer is right taken by itself. */
export function fits(definition: InstrumentDefinition, item: Item, answer: unknown): answer is AnswerValue {
  if (item.text) return readable(answer, item.text.most);
  return optionsOf(definition, item).some(({ value }) => value === answer);
}

/** One line of text that says something. */
function readable(answer: unknown, most: number): boolean {
  if (typeof answer !== 'string' || [...answer].length > most) return false;
  return /[\p{L}\p{N}]/u.test(answer) && !/[\p{Cc}\p{Cs}]/u.test(answer);
}

/** False if one is false, else open if one is open. */
export function every(claims: readonly Relevance[]): Relevance {
  if (claims.includes(false)) return false;
  return claims.includes(null) ? null : true;
}

/** True if one is true, else open if one is open. */
function some(claims: readonly Relevance[]): Relevance {
  if (claims.includes(true)) return true;
  return claims.includes(null) ? null : false;
}

/** RFC 6901. */
function pointerTo(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Never what the language put there. */
function own(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
