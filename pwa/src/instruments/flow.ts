// The interview: which screen comes next, how far it is, and which answers belong on the sheet just now.
import {
  type AnswerPlace,
  type InstrumentDefinition,
  type Item,
  type SheetAnswers,
  type Topic,
  topicsOf,
} from './definition.ts';
import { fits, type Sheet, sheetOf } from './engine.ts';

/** One screen: one question about one topic or none, or one question about all topics together. */
export type InterviewStep = {
  readonly key: string;
  readonly item: Item;
  readonly topic: string | null;
  readonly places: readonly AnswerPlace[];
  /** The how-manieth topic of how many; null outside the rounds of topics. */
  readonly round: { readonly number: number; readonly of: number } | null;
};

/** What stands on the sheet, and what was answered but is not asked just now. */
export type InterviewAnswers = { readonly answers: SheetAnswers; readonly aside: SheetAnswers };

/** All the screens a sheet asks for, in order: it grows as answers come. */
export function steps(sheet: Sheet): readonly InterviewStep[] {
  const { items } = sheet.definition;
  return items.flatMap((item, at) => {
    if (!item.each || item.together) return stepsOf(sheet, [item], [item.together ? undefined : null]);
    const before = items[at - 1];
    if (before?.each && !before.together) return [];
    return rounds(sheet, runFrom(items, at));
  });
}

/** Neighbouring items asked per topic go topic by topic. */
function runFrom(items: readonly Item[], at: number): readonly Item[] {
  const end = items.findIndex((item, index) => index > at && (!item.each || item.together));
  return items.slice(at, end < 0 ? items.length : end);
}

function rounds(sheet: Sheet, run: readonly Item[]): readonly InterviewStep[] {
  const topics = sheet.definition.topics.list.map(({ key }) => stepsOf(sheet, run, [key])).filter((one) => one.length);
  return topics.flatMap((one, at) => one.map((step) => ({ ...step, round: { number: at + 1, of: topics.length } })));
}

/** `undefined` for all topics on one screen. */
function stepsOf(
  sheet: Sheet,
  items: readonly Item[],
  topics: readonly (string | null | undefined)[],
): readonly InterviewStep[] {
  return topics.flatMap((topic) =>
    items.flatMap((item) => {
      const places = topicsOf(sheet.definition, item)
        .filter((key) => topic === undefined || key === topic)
        .map((key) => ({ item, topic: key }))
        .filter((place) => sheet.relevant(place) === true);
      const key = topic ? `${item.key}/${topic}` : item.key;
      return places.length ? [{ key, item, topic: topic ?? null, places, round: null }] : [];
    }),
  );
}

/** How far a screen is, by places in the interview and not by what was skipped: it never runs backwards. */
export function progress(
  sheet: Sheet,
  step: InterviewStep | undefined,
): { readonly done: number; readonly of: number } {
  const { items } = sheet.definition;
  const inRound = (item: Item) => Boolean(item.each && !item.together);
  const run = items.filter(inRound);
  const topics = Math.max(1, steps(sheet).find(({ round }) => round)?.round?.of ?? 1);
  const of = items.length - run.length + run.length * topics;
  if (!step) return { done: of, of };
  const before = items.slice(0, items.indexOf(step.item));
  if (step.round) {
    const rounds = run.length * (step.round.number - 1);
    return { done: rounds + before.length, of };
  }
  const passed = before.some(inRound) ? run.length * (topics - 1) : 0;
  return { done: before.length + passed, of };
}

/** Whether all that a screen asks is answered. */
export function isAnswered(sheet: Sheet, step: InterviewStep): boolean {
  return step.places.every(({ item, topic }) => {
    const answer = sheet.given({ item, topic });
    return fits(sheet.definition, item, answer) || (answer === undefined && item.required === false);
  });
}

/** The first screen that still waits for an answer; undefined when the sheet is whole. */
export function nextStep(sheet: Sheet): InterviewStep | undefined {
  return steps(sheet).find((step) => !isAnswered(sheet, step));
}

/** Where a draft goes on: at what still waits, else behind the last answer; undefined when nothing is left. */
export function resumedStep(sheet: Sheet): InterviewStep | undefined {
  const all = steps(sheet);
  const last = all.findLastIndex((step) => step.places.some((place) => sheet.given(place) !== undefined));
  return nextStep(sheet) ?? all[last + 1];
}

/** The sheet after one more answer; undefined takes one back; what is asked again comes back from aside, what no longer belongs goes there. */
export function answer(
  definition: InstrumentDefinition,
  kept: InterviewAnswers,
  place: AnswerPlace,
  value: unknown,
  minor = false,
): InterviewAnswers {
  const all = merged(kept.aside, kept.answers);
  return sortAnswers(definition, put(all, place, value), minor);
}

/** Draws the line between what belongs on the sheet and what is kept aside. */
export function sortAnswers(definition: InstrumentDefinition, all: SheetAnswers, minor = false): InterviewAnswers {
  const sheet = sheetOf(definition, all, minor);
  let answers: SheetAnswers = {};
  let aside: SheetAnswers = {};
  for (const item of definition.items) {
    for (const topic of topicsOf(definition, item)) {
      const place = { item, topic };
      const value = sheet.given(place);
      if (value === undefined) continue;
      if (sheet.relevant(place) === true) answers = put(answers, place, value);
      else aside = put(aside, place, value);
    }
  }
  return { answers, aside };
}

function put(answers: SheetAnswers, { item, topic }: AnswerPlace, value: unknown): SheetAnswers {
  if (topic === null) return { ...answers, [item.key]: value };
  return { ...answers, [item.key]: { ...rowOf(answers, item.key), [topic]: value } };
}

/** The second over the first, row by row. */
function merged(below: SheetAnswers, above: SheetAnswers): SheetAnswers {
  const keys = new Set([...Object.keys(below), ...Object.keys(above)]);
  return Object.fromEntries([...keys].map((key) => [key, mergedAt(below[key], above[key])]));
}

function mergedAt(below: unknown, above: unknown): unknown {
  if (isRow(below) && isRow(above)) return { ...below, ...above };
  return above ?? below;
}

function rowOf(answers: SheetAnswers, key: string): Record<string, unknown> {
  const row = answers[key];
  return isRow(row) ? row : {};
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A topic's name in a sentence: the one the client gave it, where it has none of its own. */
export function topicLabel(sheet: Sheet, key: string): string {
  const topic = sheet.definition.topics.list.find((known) => known.key === key);
  return (topic && namedBy(sheet, topic)) ?? topic?.label ?? key;
}

/** A topic's name in a table or chart. */
export function topicShortName(sheet: Sheet, key: string): string {
  const topic = sheet.definition.topics.list.find((known) => known.key === key);
  return (topic && namedBy(sheet, topic)) ?? topic?.short ?? key;
}

function namedBy(sheet: Sheet, topic: Topic): string | undefined {
  const item = sheet.definition.items.find(({ key }) => key === topic.named_by);
  const place = item && { item, topic: null };
  return place && sheet.counts(place) ? String(sheet.given(place)) : undefined;
}

/** The words with what one does with the topic and the topic's name in their places. */
export function withTopicName(sheet: Sheet, words: string, topic: string | null): string {
  if (topic === null) return words;
  const { name, list } = sheet.definition.topics;
  const verb = list.find(({ key }) => key === topic)?.verb ?? '';
  return words.replaceAll('{verb}', () => verb).replaceAll(`{${name}}`, () => topicLabel(sheet, topic));
}
